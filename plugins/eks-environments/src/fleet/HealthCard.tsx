import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Flex, Text } from '@backstage/ui';
import type { Fleet } from 'backstage-plugin-eks-environments-common';
import {
  ConditionBadges,
  EnvironmentLink,
  PlainTable,
  Section,
} from '../components';
import { formatCondition } from '../formatCondition';
import { ClearPart } from './ClearPart';
import { type Translate, useText } from '../translation';

/** Whether the clusters that should respond do. */
export function HealthCard({ fleet }: { fleet: Fleet }) {
  const t = useText();
  const { healthy, notHealthy, notHealthyTotal } = fleet;
  return notHealthy.length === 0 ? (
    <ClearPart title={t('fleet.health')}>
      {formatHealth(healthy, 0, t)}
    </ClearPart>
  ) : (
    <Section title={t('fleet.health')}>
      <Flex direction="column" gap="3">
        <Text as="p">{formatHealth(healthy, notHealthyTotal, t)}</Text>
        {notHealthy.length < notHealthyTotal && (
          <Text as="p" color="secondary">
            {t('fleet.firstOf', {
              shown: String(notHealthy.length),
              total: String(notHealthyTotal),
            })}
          </Text>
        )}
        <PlainTable
          label={t('fleet.notHealthy')}
          columns={[
            { title: t('fleet.environment'), isRowHeader: true },
            t('fleet.health'),
            t('fleet.why'),
            t('fleet.owner'),
            t('fleet.where'),
          ]}
          rows={notHealthy.map(({ id, name, owner, condition, ...place }) => ({
            key: id,
            cells: [
              <EnvironmentLink
                key="name"
                variant="body-small"
                id={id}
                name={name}
              />,
              <ConditionBadges key="health" conditions={[condition]} />,
              formatCondition(condition, t),
              <EntityRefLink
                key="owner"
                entityRef={owner}
                defaultKind="group"
                hideIcon
              />,
              t('fleet.place', {
                account: place.account,
                region: place.region,
              }),
            ],
          }))}
        />
      </Flex>
    </Section>
  );
}

function formatHealth(healthy: number, others: number, t: Translate): string {
  if (healthy + others === 0) {
    return t('fleet.noneAnswers');
  }
  if (healthy === 1 && others === 0) {
    return t('fleet.oneAnswers');
  }
  return others === 0
    ? t('fleet.allAnswer', { number: String(healthy) })
    : t('fleet.someAnswer', {
        healthy: String(healthy),
        all: String(healthy + others),
      });
}
