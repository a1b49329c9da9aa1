import { Header } from '@backstage/ui';

/** Limits per team and what is used of them. */
export function QuotasPage() {
  return <Header title="Quotas" />;
}
