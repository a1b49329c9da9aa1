import { Flex, Text } from '@backstage/ui';
import type { Environment } from 'backstage-plugin-eks-environments-common';
import { Facts, RelativeTime, Section, StateBadge } from '../components';
import { healthPresentations } from '../states';
import { useText } from '../translation';

/** Whether the cluster responds, since when, and how many nodes are ready. */
export function HealthCard(props: { environment: Environment }) {
  const t = useText();
  const { health, nodes } = props.environment;
  return (
    <Section title={t('environment.health')}>
      <Flex direction="column" gap="3" align="start">
        <StateBadge state={healthPresentations[health?.state ?? 'unknown']} />
        {health?.message && <Text as="p">{health.message}</Text>}
        <Facts
          facts={[
            {
              label: t('environment.healthSince'),
              value: health && <RelativeTime value={health.since} />,
            },
            {
              label: t('environment.lastAsked'),
              value: health?.checkedAt && (
                <RelativeTime value={health.checkedAt} />
              ),
            },
            { label: t('environment.readyNodes'), value: nodes },
          ]}
        />
      </Flex>
    </Section>
  );
}
