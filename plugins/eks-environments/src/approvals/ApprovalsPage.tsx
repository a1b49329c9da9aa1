import { Container, Header } from '@backstage/ui';

/** What waits for the signed-in person's decision. */
export function ApprovalsPage() {
  return (
    <Container>
      <Header title="Approvals" />
    </Container>
  );
}
