import { EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Flex,
  Link,
} from '@backstage/ui';
import type { Environment } from 'backstage-plugin-eks-environments-common';
import { CopyableCode, Facts, Section } from '../components';
import { useText } from '../translation';

/** The requested values and the resulting config and tags. */
export function ConfigCard(props: { environment: Environment }) {
  const t = useText();
  const { environment } = props;
  const { config, tags = {}, values, consoleUrl, entityRef } = environment;
  return (
    <Section title={t('environment.cluster')}>
      <Flex direction="column" gap="3">
        <Facts
          facts={[
            {
              label: t('environment.nameInAws'),
              value: environment.clusterName,
            },
            {
              label: t('environment.account'),
              value: environment.accountNumber,
            },
            {
              label: t('environment.kubernetes'),
              value: environment.kubernetesVersion,
            },
            { label: t('environment.reason'), value: environment.reason },
            {
              label: t('environment.catalog'),
              value: entityRef && <EntityRefLink entityRef={entityRef} />,
            },
            {
              label: t('environment.console'),
              value: consoleUrl && (
                <Link href={consoleUrl} target="_blank" rel="noopener">
                  {t('environment.open')}
                </Link>
              ),
            },
          ]}
        />
        <Disclosure title={t('environment.values')} text={asLines(values)} />
        <Disclosure title={t('environment.tags')} text={asLines(tags)} />
        <Disclosure
          title={t('environment.clusterConfig')}
          text={config ?? ''}
        />
      </Flex>
    </Section>
  );
}

function Disclosure(props: { title: string; text: string }) {
  const { title, text } = props;
  return text ? (
    <Accordion>
      <AccordionTrigger title={title} />
      <AccordionPanel>
        <CopyableCode text={text} what={title} />
      </AccordionPanel>
    </Accordion>
  ) : undefined;
}

function asLines(record: { [key: string]: unknown }): string {
  return Object.entries(record)
    .map(([key, value]) =>
      typeof value === 'string'
        ? `${key}: ${value}`
        : `${key}: ${JSON.stringify(value)}`,
    )
    .join('\n');
}
