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
import { useText } from '../translation';
import { Leftovers } from './Leftovers';
import { summaryOfSweep } from './summaryOfSweep';

/** The report of a sweep: a summary sentence, and a table with the details. */
export function SweepCard(props: { environment: Environment }) {
  const t = useText();
  const { sweep } = props.environment;
  if (!sweep) {
    return undefined;
  }
  const left = sweep.items.filter(({ outcome }) => outcome !== 'removed');
  return (
    <Section title={t('sweep.title')}>
      <Flex direction="column" gap="3">
        <Text as="p">
          {summaryOfSweep(sweep, t)}{' '}
          {t('sweep.swept', {
            time: <RelativeTime value={sweep.finishedAt} />,
          })}
        </Text>
        {left.length > 0 && <Leftovers items={left} kinds={sweep.kinds} />}
        <Evidence sweep={sweep} />
      </Flex>
    </Section>
  );
}

function Evidence({ sweep }: { sweep: SweepReport }) {
  const t = useText();
  const removed = sweep.items.filter(({ outcome }) => outcome === 'removed');
  return (
    <Accordion>
      <AccordionTrigger title={t('sweep.evidence')} />
      <AccordionPanel>
        <Flex direction="column" gap="4">
          {removed.length > 0 && (
            <PlainTable
              label={t('sweep.foundAndRemoved')}
              columns={[
                t('sweep.foundAndRemoved'),
                t('sweep.id'),
                t('sweep.because'),
              ]}
              rows={removed.map(({ kind, label, id, proof }) => ({
                key: `${kind} ${id}`,
                cells: [label, id, proof],
              }))}
            />
          )}
          <PlainTable
            label={t('sweep.resourceType')}
            columns={[
              { title: t('sweep.resourceType'), isRowHeader: true },
              t('sweep.found'),
              t('sweep.removed'),
            ]}
            rows={sweep.kinds.map(
              ({ kind, label, found, removed: gone, problem }) => ({
                key: kind,
                cells: problem
                  ? [label, t('sweep.notSearched'), problem]
                  : [label, found, gone],
              }),
            )}
          />
        </Flex>
      </AccordionPanel>
    </Accordion>
  );
}
