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
import { failedLook } from './findingPresentations';

/** When AWS was last read in each account and region, and what keeps it from being read. */
export function LooksCard({ fleet }: { fleet: Fleet }) {
  const { looks } = fleet;
  return (
    <Section title="Looks at AWS">
      {looks.length === 0 ? (
        <EmptyState
          title="No look at AWS yet"
          description="The accounts of the configuration appear here when a backend with an engine runs."
        />
      ) : (
        <PlainTable
          label="Looks at AWS"
          columns={[
            { title: 'Account', isRowHeader: true },
            'Region',
            { title: 'Our clusters', isNumber: true },
            'Last complete look',
            'Newest look',
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
                'never'
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
  const { looking, error, finishedAt } = look;
  if (looking) {
    return <Text variant="body-small">Looking…</Text>;
  }
  return error ? (
    <>
      <StateBadge state={failedLook} />
      <Text as="p" variant="body-small">
        AWS could not be read to the end, so nothing was changed.
      </Text>
      <Details text={error} />
    </>
  ) : (
    <Text variant="body-small">
      complete
      {finishedAt && (
        <>
          , <RelativeTime value={finishedAt} />
        </>
      )}
    </Text>
  );
}
