import { Text } from '@backstage/ui';
import { useRef, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { EmptyState, RequestError, SkeletonRows } from '../components';
import { useRequests } from '../query';
import { useText } from '../translation';
import type { ApprovalView } from './approvalViews';
import type { DecisionFormHandle } from './DecisionForm';
import { DecisionNotice } from './DecisionNotice';
import styles from './RequestBrowser.module.css';
import { RequestDetail } from './RequestDetail';
import { RequestQueue } from './RequestQueue';
import { useIsNarrow } from './useIsNarrow';
import { useQueueKeys } from './useQueueKeys';
import { neighbour, useRequestSelection } from './useRequestSelection';

const PAGE_SIZE = 25;
const stepKeys = { j: <kbd>j</kbd>, k: <kbd>k</kbd> };

/** An inbox: the requests of a view on the left, the selected one on the right. */
export function RequestBrowser(props: { view: ApprovalView }) {
  const t = useText();
  const { view } = props;
  const [params] = useSearchParams();
  const offset = Number(params.get('offset')) || 0;
  const { data, error, refetch } = useRequests({
    ...view.query,
    limit: PAGE_SIZE,
    offset,
  });
  const requests = data?.items ?? [];
  const selection = useRequestSelection(data?.items, {
    selectsFirst: !useIsNarrow(),
  });
  const [decided, setDecided] = useState<{ id: string; byMe: boolean }>();

  const root = useRef<HTMLDivElement>(null);
  const notice = useRef<HTMLDivElement>(null);
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
      const next = neighbour(requests, id);
      selection.select(next);
      if (!next) {
        notice.current?.focus();
      }
    }
  };

  if (error && !data) {
    return (
      <RequestError
        what={t('approvals.theRequests')}
        error={error}
        onRetry={refetch}
      />
    );
  }
  if (!data) {
    return <SkeletonRows rows={4} height={72} />;
  }
  return (
    <div ref={root}>
      <div ref={notice} role="status" tabIndex={-1} className={styles.notice}>
        {decided && (
          <DecisionNotice requestId={decided.id} byMe={decided.byMe} />
        )}
      </div>
      {requests.length === 0 && !selection.id ? (
        <EmptyState
          title={t(`approvals.empty.${view.id}`)}
          description={t(`approvals.emptyMeaning.${view.id}`)}
        />
      ) : (
        <div className={styles.columns}>
          <div className={styles.queue} data-beside={selection.id && 'request'}>
            <RequestQueue
              label={t(`approvals.view.${view.id}`)}
              requests={requests}
              selection={selection}
              page={{ offset, size: PAGE_SIZE, total: data.totalItems }}
            />
            <Text
              as="p"
              variant="body-x-small"
              color="secondary"
              className={styles.keys}
            >
              {view.id === 'waiting'
                ? t('approvals.keysToDecide', {
                    ...stepKeys,
                    a: <kbd>a</kbd>,
                    d: <kbd>d</kbd>,
                  })
                : t('approvals.keys', stepKeys)}
            </Text>
          </div>
          {selection.id && (
            <RequestDetail
              key={selection.id}
              id={selection.id}
              queue={selection.search(undefined)}
              followsDecision={
                decided !== undefined && decided.id !== selection.id
              }
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
