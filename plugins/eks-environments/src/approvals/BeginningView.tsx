import { Container, Header } from '@backstage/ui';
import { Navigate } from 'react-router-dom';
import { SkeletonRows } from '../components';
import { useRequests } from '../query';
import { useText } from '../translation';
import { ownView, waitingView } from './approvalViews';

/**
 * Where nobody chose a tab: what waits for the signed-in person, or their own requests where nothing does.
 *
 * @remarks
 *
 * It leads to the URL of that tab, so that the last decision does not change tabs under an approver's hands.
 */
export function BeginningView() {
  const t = useText();
  const waiting = useRequests({ ...waitingView.query, limit: 1 });
  const own = useRequests({ ...ownView.query, limit: 1 });
  if (waiting.isPending || own.isPending) {
    return (
      <>
        <Header title={t('pages.approvals')} />
        <Container>
          <SkeletonRows rows={4} height={72} />
        </Container>
      </>
    );
  }
  const onlyOwn = waiting.data?.totalItems === 0 && own.data?.totalItems;
  return (
    <Navigate to={`?view=${(onlyOwn ? ownView : waitingView).id}`} replace />
  );
}
