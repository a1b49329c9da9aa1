import { Header } from '@backstage/ui';

/** What waits for the signed-in person's decision. */
export function ApprovalsPage() {
  return <Header title="Approvals" />;
}
