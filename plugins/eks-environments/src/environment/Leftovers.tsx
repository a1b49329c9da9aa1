import { Link, Text } from '@backstage/ui';
import type {
  SweepHolder,
  SweepItem,
  SweptKind,
} from 'backstage-plugin-eks-environments-common';
import { PlainTable, StateBadge } from '../components';
import { useText } from '../translation';
import { sweepPresentations } from './sweepPresentations';

/** Leftovers that a sweep could not remove: why, what blocks them, and a link to the AWS console. */
export function Leftovers(props: { items: SweepItem[]; kinds: SweptKind[] }) {
  const t = useText();
  const { items, kinds } = props;
  const billed = new Set(
    kinds.filter(kind => kind.billed).map(({ kind }) => kind),
  );
  return (
    <PlainTable
      label={t('sweep.leftovers')}
      columns={[
        { title: t('sweep.leftovers'), isRowHeader: true },
        t('sweep.why'),
      ]}
      rows={items.map(item => ({
        key: `${item.kind} ${item.id}`,
        cells: [
          <>
            {billed.has(item.kind)
              ? t('sweep.costsMoney', { thing: item.label })
              : item.label}
            <br />
            <InConsole {...item} />
          </>,
          <Why key="why" item={item} />,
        ],
      }))}
    />
  );
}

function Why({ item }: { item: SweepItem }) {
  const t = useText();
  const { outcome, reason, proof, heldBy = [] } = item;
  return (
    <>
      <StateBadge state={sweepPresentations[outcome]} />
      {reason && (
        <Text as="p" variant="body-small">
          {reason}
        </Text>
      )}
      {heldBy.map(holder => (
        <Text as="p" variant="body-small" key={holder.id}>
          {holder.label} <InConsole {...holder} />
          {holder.name && ` (${holder.name})`}
        </Text>
      ))}
      <Text as="p" variant="body-small" color="secondary">
        {t('sweep.becauseOf', { proof })}
      </Text>
    </>
  );
}

function InConsole(props: Pick<SweepHolder, 'id' | 'consoleUrl'>) {
  const { id, consoleUrl } = props;
  return consoleUrl ? (
    <Link href={consoleUrl} target="_blank" rel="noopener noreferrer">
      {id}
    </Link>
  ) : (
    <>{id}</>
  );
}
