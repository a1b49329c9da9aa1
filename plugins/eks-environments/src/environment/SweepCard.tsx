import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Flex,
  Text,
} from '@backstage/ui';
import type {
  Environment,
  SweepReport,
} from 'backstage-plugin-eks-environments-common';
import { PlainTable, RelativeTime, Section } from '../components';
import { LeftBehind } from './LeftBehind';
import { summaryOfSweep } from './summaryOfSweep';

/** The evidence that nothing is left, or what is: in a sentence, and in a table for whoever wants to see it. */
export function SweepCard(props: { environment: Environment }) {
  const { sweep } = props.environment;
  if (!sweep) {
    return undefined;
  }
  const left = sweep.items.filter(({ outcome }) => outcome !== 'removed');
  return (
    <Section title="Sweep of the account">
      <Flex direction="column" gap="3">
        <Text as="p">
          {summaryOfSweep(sweep)} Looked{' '}
          <RelativeTime value={sweep.finishedAt} />.
        </Text>
        {left.length > 0 && <LeftBehind items={left} kinds={sweep.kinds} />}
        <Evidence sweep={sweep} />
      </Flex>
    </Section>
  );
}

function Evidence({ sweep }: { sweep: SweepReport }) {
  const removed = sweep.items.filter(({ outcome }) => outcome === 'removed');
  return (
    <Accordion>
      <AccordionTrigger title="What was looked for, and by which proof it was this cluster’s" />
      <AccordionPanel>
        <Flex direction="column" gap="4">
          {removed.length > 0 && (
            <PlainTable
              label="Found and removed"
              columns={['Found and removed', 'Id', 'This cluster’s because of']}
              rows={removed.map(({ kind, label, id, proof }) => ({
                key: `${kind} ${id}`,
                cells: [label, id, proof],
              }))}
            />
          )}
          <PlainTable
            label="Looked for"
            columns={[
              { title: 'Looked for', isRowHeader: true },
              'Found',
              'Removed',
            ]}
            rows={sweep.kinds.map(
              ({ kind, label, found, removed: gone, problem }) => ({
                key: kind,
                cells: problem
                  ? [label, 'could not look', problem]
                  : [label, found, gone],
              }),
            )}
          />
        </Flex>
      </AccordionPanel>
    </Accordion>
  );
}
