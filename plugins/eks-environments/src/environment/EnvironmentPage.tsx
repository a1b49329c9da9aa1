import { Header } from '@backstage/ui';

/** One environment. */
export function EnvironmentPage() {
  return <Header title="Environment" />;
}
