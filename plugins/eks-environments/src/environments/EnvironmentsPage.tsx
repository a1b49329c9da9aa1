import { Header } from '@backstage/ui';

/** The list of environments. */
export function EnvironmentsPage() {
  return <Header title="Environments" />;
}
