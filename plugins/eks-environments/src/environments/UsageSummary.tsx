import { Link, Text } from '@backstage/ui';
import {
  answers,
  hasFailed,
  isBeingBuilt,
  statesWhere,
  type Usage,
} from 'backstage-plugin-eks-environments-common';
import { MoneyText, Placeholder } from '../components';
import { useUsage } from '../query';
import { usePageRoute } from '../usePageRoute';
import { useText } from '../translation';
import { defaultListState, writeListState, type Scope } from './listState';
import styles from './UsageSummary.module.css';

/** The number of environments by state and their cost; each count links to its environments. */
export function UsageSummary(props: { scope: Scope }) {
  const t = useText();
  const { data, error } = useUsage(props.scope);
  if (error && !data) {
    // The list has an error panel of its own, mostly for the same reason.
    return (
      <Text color="secondary">
        {t('errors.notLoaded', { what: t('list.theCounts') })}
      </Text>
    );
  }
  return data ? (
    <Counts usage={data} scope={props.scope} />
  ) : (
    <Placeholder width={520} height={24} />
  );
}

function Counts(props: { usage: Usage; scope: Scope }) {
  const t = useText();
  const { usage, scope } = props;
  const root = usePageRoute('root') ?? '';
  const approvals = usePageRoute('approvals');
  const listOf = (change: Partial<typeof defaultListState>) =>
    `${root}?${writeListState({ ...defaultListState, scope, ...change })}`;

  const counts = [
    {
      count: usage.ready,
      label: t('list.ready'),
      href: listOf({ states: statesWhere(answers) }),
    },
    {
      count: usage.building,
      label: t('list.beingBuilt'),
      href: listOf({ states: statesWhere(isBeingBuilt) }),
    },
    {
      count: usage.waiting,
      label: t('list.waitingForApproval'),
      href: approvals,
    },
    {
      count: usage.failed,
      label: t('list.failed'),
      href: listOf({ states: statesWhere(hasFailed) }),
    },
    {
      count: usage.endingWithinDay,
      label: t('list.endWithinDay', { count: usage.endingWithinDay }),
      href: listOf({ sort: { field: 'expiresAt', direction: 'asc' } }),
    },
  ];

  return (
    <div className={styles.summary}>
      {counts
        .filter(({ count }, index) => count > 0 || index === 0)
        .map(({ count, label, href }) => (
          <Count key={label} count={count} label={label} href={href} />
        ))}
      <Text weight="bold">
        <MoneyText
          value={usage.hourly}
          period="hour"
          isLowerBound={usage.hourlyIsLowerBound}
        />
      </Text>
      <Text color="secondary">
        <MoneyText
          value={usage.month}
          period="month"
          isLowerBound={usage.monthIsLowerBound}
        />
      </Text>
    </div>
  );
}

/** A count, as a link if the app has the page that lists what it counts. */
function Count(props: {
  count: number;
  label: string;
  href: string | undefined;
}) {
  const { count, label, href } = props;
  const text = (
    <>
      <strong className={styles.count}>{count}</strong> {label}
    </>
  );
  return href ? (
    <Link href={href} standalone color="secondary">
      {text}
    </Link>
  ) : (
    <Text color="secondary">{text}</Text>
  );
}
