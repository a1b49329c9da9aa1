import { createApp } from '@backstage/app-defaults';
import { AppRouter, FlatRoutes } from '@backstage/core-app-api';
import { AlertDisplay, OAuthRequestDialog } from '@backstage/core-components';
import { CatalogEntityPage, CatalogIndexPage } from '@backstage/plugin-catalog';
import {
  ScaffolderFieldExtensions,
  ScaffolderPage,
} from '@backstage/plugin-scaffolder';
import { SignalsDisplay } from '@backstage/plugin-signals';
import {
  EksEnvironmentLeaseFieldExtension,
  EksEnvironmentNameFieldExtension,
  EksEnvironmentOwnerFieldExtension,
  EksEnvironmentPlanFieldExtension,
  EksEnvironmentsPage,
} from 'backstage-plugin-eks-environments/legacy';
import { Navigate, Route } from 'react-router-dom';
import { apis } from './apis';
import { entityPage } from './entityPage';
import { PortalSidebar } from './PortalSidebar';
import { SignInPage } from './SignInPage';

const app = createApp({ apis, components: { SignInPage } });

const routes = (
  <FlatRoutes>
    <Route path="/" element={<Navigate to="environments" />} />
    <Route path="/environments" element={<EksEnvironmentsPage />} />
    <Route path="/catalog" element={<CatalogIndexPage />} />
    <Route
      path="/catalog/:namespace/:kind/:name"
      element={<CatalogEntityPage />}
    >
      {entityPage}
    </Route>
    <Route path="/create" element={<ScaffolderPage />}>
      <ScaffolderFieldExtensions>
        <EksEnvironmentPlanFieldExtension />
        <EksEnvironmentLeaseFieldExtension />
        <EksEnvironmentNameFieldExtension />
        <EksEnvironmentOwnerFieldExtension />
      </ScaffolderFieldExtensions>
    </Route>
  </FlatRoutes>
);

export default app.createRoot(
  <>
    <AlertDisplay />
    <OAuthRequestDialog />
    <SignalsDisplay />
    <AppRouter>
      <PortalSidebar>{routes}</PortalSidebar>
    </AppRouter>
  </>,
);
