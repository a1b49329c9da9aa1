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
      {decided && <DecisionNotice requestId={decided.id} byMe={decided.byMe} />}
      {requests.length === 0 && !selection.id ? (
        <EmptyState
          title={t(`approvals.empty.${view.id}`)}
          description={t(`approvals.emptyMeaning.${view.id}`)}
        />
      ) : (
        <div className={styles.columns}>
          <div>
            <RequestQueue
              label={t(`approvals.view.${view.id}`)}
              requests={requests}
              selection={selection}
              page={{ offset, size: PAGE_SIZE, total: data.totalItems }}
            />
            <Text as="p" variant="body-x-small" color="secondary">
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
