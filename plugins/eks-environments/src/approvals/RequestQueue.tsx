import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import type { EnvironmentRequest } from 'backstage-plugin-eks-environments-common';
import { useEffect, useRef } from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { MoneyText, StateBadge } from '../components';
import { formatRelative, useNow } from '../format';
import { costPeriod } from '../plan';
import { requestPresentations } from '../states';
import styles from './RequestQueue.module.css';
import { useText } from '../translation';
import type { RequestSelection } from './useRequestSelection';

/** A page of requests to select from: requester, content, cost, waiting time and expiry. */
export function RequestQueue(props: {
  label: string;
  requests: EnvironmentRequest[];
  selection: RequestSelection;
  page: { offset: number; size: number; total: number };
}) {
  const { label, requests, selection, page } = props;
  return (
    <nav aria-label={label}>
      <ul className={styles.queue}>
        {requests.map(request => (
          <QueueItem
            key={request.id}
            request={request}
            search={selection.search(request.id)}
            isSelected={request.id === selection.id}
          />
        ))}
      </ul>
      <QueuePages {...page} />
    </nav>
  );
}

function QueueItem(props: {
  request: EnvironmentRequest;
  search: string;
  isSelected: boolean;
}) {
  const t = useText();
  const { request, search, isSelected } = props;
  const now = useNow();
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (isSelected) {
      link.current?.scrollIntoView?.({ block: 'nearest' });
    }
  }, [isSelected]);

  const isPending = request.state === 'PendingApproval';
  const { cost } = request.plan;
  return (
    <li>
      <Link
        ref={link}
        className={styles.item}
        to={{ search }}
        replace
        aria-current={isSelected ? 'true' : undefined}
      >
        <span className={styles.row}>
          <Text weight="bold" truncate>
            {request.name}
          </Text>
          {cost && (
            <MoneyText
              value={cost.lease.desired}
              period={costPeriod(request.plan)}
              isLowerBound={cost.unpriced.length > 0}
            />
          )}
        </span>
        <span className={styles.row}>
          <Text variant="body-small" color="secondary" truncate>
            {t('approvals.requesterFor', {
              requester: (
                <EntityDisplayName entityRef={request.requester} hideIcon />
              ),
              owner: <EntityDisplayName entityRef={request.owner} hideIcon />,
              blueprint: request.blueprint.name,
            })}
          </Text>
        </span>
        <span className={styles.row}>
          <Text variant="body-small" color="secondary">
            {isPending && request.expiresAt
              ? t('approvals.askedShortUntil', {
                  time: formatRelative(request.createdAt, now, t),
                  end: formatRelative(request.expiresAt, now, t),
                })
              : t('approvals.askedShort', {
                  time: formatRelative(request.createdAt, now, t),
                })}
          </Text>
          {!isPending && (
            <StateBadge state={requestPresentations[request.state]} />
          )}
        </span>
      </Link>
    </li>
  );
}

function QueuePages(props: { offset: number; size: number; total: number }) {
  const t = useText();
  const { offset, size, total } = props;
  const [params] = useSearchParams();
  if (total <= size) {
    return undefined;
  }
  const linkTo = (target: number) => {
    const next = new URLSearchParams(params);
    next.set('offset', String(target));
    next.delete('request');
    return { search: `?${next}` };
  };
  return (
    <p className={styles.row}>
      {offset > 0 ? (
        <Link to={linkTo(Math.max(0, offset - size))}>
          {t('approvals.previous')}
        </Link>
      ) : (
        <span />
      )}
      <Text variant="body-small" color="secondary">
        {t('approvals.range', {
          from: String(offset + 1),
          to: String(Math.min(total, offset + size)),
          total: String(total),
        })}
      </Text>
      {offset + size < total ? (
        <Link to={linkTo(offset + size)}>{t('approvals.next')}</Link>
      ) : (
        <span />
      )}
    </p>
  );
}
