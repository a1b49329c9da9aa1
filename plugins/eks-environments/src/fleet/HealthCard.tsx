import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Flex, Text } from '@backstage/ui';
import type { Fleet } from 'backstage-plugin-eks-environments-common';
import {
  EnvironmentLink,
  HealthBadge,
  PlainTable,
  Section,
} from '../components';

/** Whether the clusters answer that should. */
export function HealthCard({ fleet }: { fleet: Fleet }) {
  const { healthy, notHealthy } = fleet;
  return (
    <Section title="Health">
      <Flex direction="column" gap="3">
        <Text as="p">{formatHealth(healthy, notHealthy.length)}</Text>
        {notHealthy.length > 0 && (
          <PlainTable
            label="Environments that are not healthy"
            columns={[
              { title: 'Environment', isRowHeader: true },
              'Health',
              'Why',
              'Owner',
              'Where',
            ]}
            rows={notHealthy.map(({ id, name, owner, health, ...place }) => ({
              key: id,
              cells: [
                <EnvironmentLink
                  key="name"
                  variant="body-small"
                  id={id}
                  name={name}
                />,
                <HealthBadge key="health" health={health} />,
                health.message ?? '',
                <EntityRefLink
                  key="owner"
                  entityRef={owner}
                  defaultKind="group"
                  hideIcon
                />,
                `${place.account}, ${place.region}`,
              ],
            }))}
          />
        )}
      </Flex>
    </Section>
  );
}

function formatHealth(healthy: number, others: number): string {
  if (healthy + others === 0) {
    return 'No cluster has to answer now.';
  }
  if (healthy === 1 && others === 0) {
    return 'The one cluster that should answer does.';
  }
  return others === 0
    ? `All ${healthy} clusters that should answer do.`
    : `${healthy} of ${healthy + others} clusters that should answer do.`;
}
