import { convertLegacyRouteRef } from '@backstage/core-compat-api';
import { createPlugin } from '@backstage/core-plugin-api';
import { clientApiFactory, queryClientApiFactory } from '../apiFactories';
import { environmentViewApiFactory } from '../defaultEnvironmentView';
import { createComponentRouteRef, selectedTemplateRouteRef } from '../routes';
import { legacyPageRoutes } from './routes';

/** The routes of the pages, in the form of the legacy frontend system. */
export const legacyRoutes = {
  root: convertLegacyRouteRef(legacyPageRoutes.root),
  environment: convertLegacyRouteRef(legacyPageRoutes.environment),
  approvals: convertLegacyRouteRef(legacyPageRoutes.approvals),
  quotas: convertLegacyRouteRef(legacyPageRoutes.quotas),
  fleet: convertLegacyRouteRef(legacyPageRoutes.fleet),
};

/**
 * EKS Environments for an app on the legacy frontend system.
 *
 * @public
 */
export const eksEnvironmentsPlugin = createPlugin({
  id: 'eks-environments',
  apis: [clientApiFactory, queryClientApiFactory, environmentViewApiFactory],
  routes: legacyRoutes,
  externalRoutes: {
    createComponent: convertLegacyRouteRef(createComponentRouteRef),
    selectedTemplate: convertLegacyRouteRef(selectedTemplateRouteRef),
  },
});
