import { Container } from '@backstage/ui';
import { Navigate } from 'react-router-dom';
import { PageHeader, SkeletonRows } from '../components';
import { useRequests } from '../query';
import { useText } from '../translation';
import { ownView, waitingView } from './approvalViews';

/**
 * The default tab: requests pending the user's decision, or else the user's own requests.
 *
 * @remarks
 *
 * It redirects to the URL of that tab, so that the tab does not change after an approver's last decision.
 */
export function BeginningView() {
  const t = useText();
  const waiting = useRequests({ ...waitingView.query, limit: 1 });
  const own = useRequests({ ...ownView.query, limit: 1 });
  if (waiting.isPending || own.isPending) {
    return (
      <>
        <PageHeader title={t('pages.approvals')} />
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
