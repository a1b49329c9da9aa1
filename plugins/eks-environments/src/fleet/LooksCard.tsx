import { Text } from '@backstage/ui';
import type {
  Fleet,
  FleetLook,
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
import { failedLook } from './findingPresentations';

/** When reconciliation last ran in each account and region, and its errors. */
export function LooksCard({ fleet }: { fleet: Fleet }) {
  const t = useText();
  const { looks } = fleet;
  return (
    <Section title={t('fleet.looks')}>
      {looks.length === 0 ? (
        <EmptyState
          title={t('fleet.noLooks')}
          description={t('fleet.noLooksMeaning')}
        />
      ) : (
        <PlainTable
          label={t('fleet.looks')}
          columns={[
            { title: t('fleet.account'), isRowHeader: true },
            t('fleet.region'),
            { title: t('fleet.ourClusters'), isNumber: true },
            t('fleet.lastComplete'),
            t('fleet.newest'),
          ]}
          rows={looks.map(look => ({
            key: `${look.account}/${look.region}`,
            cells: [
              look.account,
              look.region,
              look.clusters ?? '–',
              look.succeededAt ? (
                <RelativeTime key="succeeded" value={look.succeededAt} />
              ) : (
                t('fleet.never')
              ),
              <Newest key="newest" look={look} />,
            ],
          }))}
        />
      )}
    </Section>
  );
}

function Newest({ look }: { look: FleetLook }) {
  const t = useText();
  const { looking, error, finishedAt } = look;
  if (looking) {
    return <Text variant="body-small">{t('fleet.looking')}</Text>;
  }
  return error ? (
    <>
      <StateBadge state={failedLook} />
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
