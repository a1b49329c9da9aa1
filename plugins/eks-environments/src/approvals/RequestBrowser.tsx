import { Text } from '@backstage/ui';
import { useRef, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { EmptyState, RequestError, SkeletonRows } from '../components';
import { useRequests } from '../query';
import type { ApprovalView } from './approvalViews';
import type { DecisionFormHandle } from './DecisionForm';
import { DecisionNotice } from './DecisionNotice';
import styles from './RequestBrowser.module.css';
import { RequestDetail } from './RequestDetail';
import { RequestQueue } from './RequestQueue';
import { useQueueKeys } from './useQueueKeys';
import { neighbour, useRequestSelection } from './useRequestSelection';

const PAGE_SIZE = 25;

/** An inbox: left the requests of a view, right the chosen one. */
export function RequestBrowser(props: { view: ApprovalView }) {
  const { view } = props;
  const [params] = useSearchParams();
  const offset = Number(params.get('offset')) || 0;
  const { data, error, refetch } = useRequests({
    ...view.query,
    limit: PAGE_SIZE,
    offset,
  });
  const requests = data?.items ?? [];
  const selection = useRequestSelection(data?.items);
  const [decided, setDecided] = useState<{ id: string; byMe: boolean }>();

  const root = useRef<HTMLDivElement>(null);
  const decisionForm = useRef<DecisionFormHandle>(null);
  const step = (by: number) => {
    const index = requests.findIndex(({ id }) => id === selection.id);
    const target = requests[index + by];
    if (target) {
      selection.select(target.id);
    }
  };
  useQueueKeys(root, {
    j: () => step(1),
    k: () => step(-1),
    a: () => decisionForm.current?.focusApprove(),
    d: () => decisionForm.current?.focusComment(),
  });

  const moveOn = (id: string, byMe: boolean) => {
    setDecided({ id, byMe });
    if (view.id === 'waiting') {
      selection.select(neighbour(requests, id));
    }
  };

  if (error && !data) {
    return <RequestError what="the requests" error={error} onRetry={refetch} />;
  }
  if (!data) {
    return <SkeletonRows rows={4} height={72} />;
  }
  return (
    <div ref={root}>
      {decided && <DecisionNotice requestId={decided.id} byMe={decided.byMe} />}
      {requests.length === 0 && !selection.id ? (
        <EmptyState {...view.empty} />
      ) : (
        <div className={styles.columns}>
          <div>
            <RequestQueue
              label={view.title}
              requests={requests}
              selection={selection}
              page={{ offset, size: PAGE_SIZE, total: data.totalItems }}
            />
            <Text as="p" variant="body-x-small" color="secondary">
              Keys: <kbd>j</kbd> next, <kbd>k</kbd> previous
              {view.id === 'waiting' && (
                <>
                  , <kbd>a</kbd> to the approve button, <kbd>d</kbd> to the
                  comment to deny
                </>
              )}
            </Text>
          </div>
          {selection.id && (
            <RequestDetail
              key={selection.id}
              id={selection.id}
              decisionForm={decisionForm}
              onDecided={() => moveOn(selection.id!, true)}
              onConflict={() => moveOn(selection.id!, false)}
            />
          )}
        </div>
      )}
    </div>
  );
}
