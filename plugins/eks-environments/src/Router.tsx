import { NotFoundErrorPage } from '@backstage/frontend-plugin-api';
import { Container } from '@backstage/ui';
import { Suspense } from 'react';
import { Navigate, Route, Routes } from 'react-router-dom';
import { PluginPage, SkeletonRows, isTab } from './components';
import type { MountedPage } from './mountedPages';
import { EksEnvironmentsProvider } from './query';

/** All routes below `/environments`. */
export function Router(props: { pages: MountedPage[] }) {
  const { pages } = props;
  const first = pages.find(isTab);
  return (
    <EksEnvironmentsProvider>
      <PluginPage pages={pages}>
        <Suspense
          fallback={
            <Container>
              <SkeletonRows />
            </Container>
          }
        >
          <Routes>
            {pages.map(({ id, path, element }) => (
              <Route
                key={id}
                path={path === '' ? '' : `${path}/*`}
                element={element}
              />
            ))}
            {first && first.path !== '' && (
              <Route index element={<Navigate to={first.path} replace />} />
            )}
            <Route path="*" element={<NotFoundErrorPage />} />
          </Routes>
        </Suspense>
      </PluginPage>
    </EksEnvironmentsProvider>
  );
}
