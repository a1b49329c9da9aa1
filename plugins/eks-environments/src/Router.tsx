import { Container } from '@backstage/ui';
import { Suspense, lazy } from 'react';
import { Route, Routes } from 'react-router-dom';
import { PluginPage, SkeletonRows } from './components';
import { EksEnvironmentsProvider } from './query';

const EnvironmentsPage = lazy(() =>
  import('./environments').then(m => ({ default: m.EnvironmentsPage })),
);
const EnvironmentPage = lazy(() =>
  import('./environment').then(m => ({ default: m.EnvironmentPage })),
);
const ApprovalsPage = lazy(() =>
  import('./approvals/ApprovalsPage').then(m => ({ default: m.ApprovalsPage })),
);
const QuotasPage = lazy(() =>
  import('./quotas/QuotasPage').then(m => ({ default: m.QuotasPage })),
);
const FleetPage = lazy(() =>
  import('./fleet/FleetPage').then(m => ({ default: m.FleetPage })),
);

/** Everything below `/environments`. */
export function Router() {
  return (
    <EksEnvironmentsProvider>
      <PluginPage>
        <Suspense
          fallback={
            <Container>
              <SkeletonRows />
            </Container>
          }
        >
          <Routes>
            <Route index element={<EnvironmentsPage />} />
            <Route path="approvals/*" element={<ApprovalsPage />} />
            <Route path="quotas/*" element={<QuotasPage />} />
            <Route path="fleet/*" element={<FleetPage />} />
            <Route path=":id" element={<EnvironmentPage />} />
          </Routes>
        </Suspense>
      </PluginPage>
    </EksEnvironmentsProvider>
  );
}
