import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Flex, Text } from '@backstage/ui';
import {
  EnvironmentLink,
  EnvironmentStateBadge,
  MoneyText,
  PlainTable,
  RelativeTime,
  RequestError,
  Section,
  SkeletonRows,
} from '../components';
import { useText } from '../translation';
import { ClearPart } from './ClearPart';
import { useDueDeletions } from './fleetQueries';

/** Actions of the reaper within the next day. */
export function DueDeletionsCard() {
  const t = useText();
  const { data } = useDueDeletions();
  return data?.items.length === 0 ? (
    <ClearPart title={t('fleet.due')}>{t('fleet.noneDue')}</ClearPart>
  ) : (
    <Section title={t('fleet.due')}>
      <DueDeletions />
    </Section>
  );
}

function DueDeletions() {
  const t = useText();
  const { data, error, refetch } = useDueDeletions();
  if (!data) {
    return error ? (
      <RequestError what={t('fleet.theDue')} error={error} onRetry={refetch} />
    ) : (
      <SkeletonRows rows={2} />
    );
  }
  return (
    <Flex direction="column" gap="3">
      {data.items.length < data.totalItems && (
        <Text as="p" color="secondary">
          {t('fleet.firstOf', {
            shown: String(data.items.length),
            total: String(data.totalItems),
          })}
        </Text>
      )}
      <PlainTable
        label={t('fleet.due')}
        columns={[
          { title: t('fleet.environment'), isRowHeader: true },
          t('fleet.state'),
          t('fleet.why'),
          t('fleet.next'),
          t('fleet.deleted'),
          t('fleet.owner'),
          { title: t('fleet.cost'), isNumber: true },
        ]}
        rows={data.items.map(due => ({
          key: due.environmentId,
          cells: [
            <EnvironmentLink
              key="name"
              variant="body-small"
              id={due.environmentId}
              name={due.name}
            />,
            <EnvironmentStateBadge
              key="state"
              environment={{ ...due, lease: { phase: due.leasePhase } }}
            />,
            t(`fleet.dueCause.${due.cause}`),
            <RelativeTime key="at" value={due.at} />,
            <RelativeTime key="deletionAt" value={due.deletionAt} />,
            <EntityRefLink
              key="owner"
              entityRef={due.owner}
              defaultKind="group"
              hideIcon
            />,
            <MoneyText
              key="cost"
              value={due.hourlyCost}
              period="hour"
              isLowerBound={due.costIsLowerBound}
            />,
          ],
        }))}
      />
    </Flex>
  );
}
