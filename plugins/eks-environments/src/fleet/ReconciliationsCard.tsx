import { Text } from '@backstage/ui';
import type {
  Fleet,
  FleetReconciliation,
} from 'backstage-plugin-eks-environments-common';
import {
  Details,
  EmptyState,
  PlainTable,
  RelativeTime,
  Section,
  StateBadge,
} from '../components';
import { useText } from '../translation';
import { failedReconciliation } from './findingPresentations';

/** When reconciliation last ran for each provisioner in each account and region, and its errors. */
export function ReconciliationsCard({ fleet }: { fleet: Fleet }) {
  const t = useText();
  const { reconciliations } = fleet;
  return (
    <Section title={t('fleet.reconciliations')}>
      {reconciliations.length === 0 ? (
        <EmptyState
          title={t('fleet.noReconciliations')}
          description={t('fleet.noReconciliationsMeaning')}
        />
      ) : (
        <PlainTable
          label={t('fleet.reconciliations')}
          columns={[
            { title: t('fleet.account'), isRowHeader: true },
            t('fleet.region'),
            t('fleet.provisioner'),
            { title: t('fleet.ourClusters'), isNumber: true },
            t('fleet.lastComplete'),
            t('fleet.newest'),
          ]}
          rows={reconciliations.map(reconciliation => ({
            key: `${reconciliation.account}/${reconciliation.region}/${reconciliation.provisioner}`,
            cells: [
              reconciliation.account,
              reconciliation.region,
              reconciliation.provisioner,
              reconciliation.clusters ?? '–',
              reconciliation.succeededAt ? (
                <RelativeTime
                  key="succeeded"
                  value={reconciliation.succeededAt}
                />
              ) : (
                t('fleet.never')
              ),
              <Newest key="newest" reconciliation={reconciliation} />,
            ],
          }))}
        />
      )}
    </Section>
  );
}

function Newest({ reconciliation }: { reconciliation: FleetReconciliation }) {
  const t = useText();
  const { inProgress, error, finishedAt } = reconciliation;
  if (inProgress) {
    return <Text variant="body-small">{t('fleet.inProgress')}</Text>;
  }
  return error ? (
    <>
      <StateBadge state={failedReconciliation} />
      <Text as="p" variant="body-small">
        {t('fleet.notComplete')}
      </Text>
      <Details text={error} />
    </>
  ) : (
    <Text variant="body-small">
      {finishedAt
        ? t('fleet.completeAt', { time: <RelativeTime value={finishedAt} /> })
        : t('fleet.complete')}
    </Text>
  );
}
