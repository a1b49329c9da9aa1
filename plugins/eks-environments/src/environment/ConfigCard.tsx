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

/** What was asked for and what was made of it, down to the config and the tags. */
export function ConfigCard(props: { environment: Environment }) {
  const { environment } = props;
  const { config, tags = {}, values, consoleUrl, entityRef } = environment;
  return (
    <Section title="Cluster">
      <Flex direction="column" gap="3">
        <Facts
          facts={[
            { label: 'Name in AWS', value: environment.clusterName },
            { label: 'Account', value: environment.accountNumber },
            { label: 'Kubernetes', value: environment.kubernetesVersion },
            { label: 'Reason', value: environment.reason },
            {
              label: 'Catalog',
              value: entityRef && <EntityRefLink entityRef={entityRef} />,
            },
            {
              label: 'AWS console',
              value: consoleUrl && (
                <Link href={consoleUrl} target="_blank" rel="noopener">
                  Open
                </Link>
              ),
            },
          ]}
        />
        <Disclosure title="Values" text={asLines(values)} />
        <Disclosure title="Tags" text={asLines(tags)} />
        <Disclosure title="ClusterConfig" text={config ?? ''} />
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
