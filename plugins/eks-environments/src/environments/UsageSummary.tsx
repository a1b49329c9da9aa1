import { Link, Skeleton, Text } from '@backstage/ui';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import type { Usage } from 'backstage-plugin-eks-environments-common';
import { MoneyText, RequestError } from '../components';
import { useUsage } from '../query';
import { approvalsRouteRef, rootRouteRef } from '../routes';
import { defaultListState, writeListState, type Scope } from './listState';
import styles from './UsageSummary.module.css';

/** How many there are in which state and what they cost, each count a link to what it counts. */
export function UsageSummary(props: { scope: Scope }) {
  const { data, error, refetch } = useUsage(props.scope);
  if (error && !data) {
    return <RequestError what="the counts" error={error} onRetry={refetch} />;
  }
  return data ? (
    <Counts usage={data} scope={props.scope} />
  ) : (
    <Skeleton width={520} height={24} />
  );
}

function Counts(props: { usage: Usage; scope: Scope }) {
  const { usage, scope } = props;
  const root = useRouteRef(rootRouteRef)?.() ?? '';
  const approvals = useRouteRef(approvalsRouteRef)?.() ?? '';
  const listOf = (change: Partial<typeof defaultListState>) =>
    `${root}?${writeListState({ ...defaultListState, scope, ...change })}`;

  const counts = [
    { count: usage.ready, label: 'ready', href: listOf({ states: ['Ready'] }) },
    {
      count: usage.building,
      label: 'building',
      href: listOf({ states: ['Queued', 'Provisioning'] }),
    },
    { count: usage.waiting, label: 'waiting for approval', href: approvals },
    {
      count: usage.failed,
      label: 'failed',
      href: listOf({
        states: ['ProvisioningFailed', 'DeprovisioningFailed', 'Quarantined'],
      }),
    },
    {
      count: usage.endingWithinDay,
      label:
        usage.endingWithinDay === 1 ? 'ends within a day' : 'end within a day',
      href: listOf({ sort: { field: 'expiresAt', direction: 'asc' } }),
    },
  ];

  return (
    <div className={styles.summary}>
      {counts
        .filter(({ count }, index) => count > 0 || index === 0)
        .map(({ count, label, href }) => (
          <Link key={label} href={href} standalone color="secondary">
            <strong className={styles.count}>{count}</strong> {label}
          </Link>
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
