import { Flex, Text } from '@backstage/ui';
import type { Environment } from 'backstage-plugin-eks-environments-common';
import { Facts, RelativeTime, Section, StateBadge } from '../components';
import { healthPresentations } from '../states';

/** Whether the cluster answers, since when, and how many nodes are ready. */
export function HealthCard(props: { environment: Environment }) {
  const { health, nodes } = props.environment;
  return (
    <Section title="Health">
      <Flex direction="column" gap="3" align="start">
        <StateBadge state={healthPresentations[health?.state ?? 'unknown']} />
        {health?.message && <Text as="p">{health.message}</Text>}
        <Facts
          facts={[
            {
              label: 'Since',
              value: health && <RelativeTime value={health.since} />,
            },
            {
              label: 'Last asked',
              value: health?.checkedAt && (
                <RelativeTime value={health.checkedAt} />
              ),
            },
            { label: 'Ready nodes', value: nodes },
          ]}
        />
      </Flex>
    </Section>
  );
}
