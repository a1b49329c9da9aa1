import { Flex, Text } from '@backstage/ui';
import type {
  SweepItem,
  SweepReport,
} from 'backstage-plugin-eks-environments-common';
import { PlainTable, RelativeTime, Section, StateBadge } from '../components';
import type { StatePresentation } from '../states';
import { sweepPresentations } from './sweepPresentations';

/** The evidence that nothing is left: what was looked for, what was found and what became of it. */
export function SweepCard(props: { sweep: SweepReport }) {
  const { looked, items, finishedAt } = props.sweep;
  const left = items.filter(({ outcome }) => outcome !== 'removed').length;
  return (
    <Section title="Sweep of the account">
      <Flex direction="column" gap="3">
        <Text as="p">
          {left === 0
            ? 'Nothing is left of this cluster.'
            : `${left} of what was found could not be removed.`}{' '}
          Looked <RelativeTime value={finishedAt} /> for {looked.join(', ')}.
        </Text>
        {items.length > 0 && (
          <PlainTable
            label="Found by the sweep"
            columns={['What', 'Id', 'Ours because', 'Outcome']}
            rows={items.map(item => ({
              key: `${item.kind} ${item.id}`,
              cells: [
                item.kind,
                item.id,
                item.proof,
                <Outcome key="outcome" item={item} />,
              ],
            }))}
          />
        )}
      </Flex>
    </Section>
  );
}

function Outcome({ item }: { item: SweepItem }) {
  const state: StatePresentation = sweepPresentations[item.outcome];
  return (
    <>
      <StateBadge state={state} />
      {item.reason && (
        <Text as="p" variant="body-small">
          {item.reason}
        </Text>
      )}
    </>
  );
}
