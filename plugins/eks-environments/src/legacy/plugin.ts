import { convertLegacyRouteRef } from '@backstage/core-compat-api';
import { createPlugin } from '@backstage/core-plugin-api';
import { clientApiFactory, queryClientApiFactory } from '../apiFactories';
import {
  approvalsRouteRef,
  createComponentRouteRef,
  environmentRouteRef,
  fleetRouteRef,
  quotasRouteRef,
  rootRouteRef,
  selectedTemplateRouteRef,
} from '../routes';

/** The routes of the pages, in the form that the legacy frontend system reads. */
export const legacyRoutes = {
  root: convertLegacyRouteRef(rootRouteRef),
  environment: convertLegacyRouteRef(environmentRouteRef),
  approvals: convertLegacyRouteRef(approvalsRouteRef),
  quotas: convertLegacyRouteRef(quotasRouteRef),
  fleet: convertLegacyRouteRef(fleetRouteRef),
};

/**
 * EKS Environments for an app on the legacy frontend system.
 *
 * @public
 */
export const eksEnvironmentsPlugin = createPlugin({
  id: 'eks-environments',
  apis: [clientApiFactory, queryClientApiFactory],
  routes: legacyRoutes,
  externalRoutes: {
    createComponent: convertLegacyRouteRef(createComponentRouteRef),
    selectedTemplate: convertLegacyRouteRef(selectedTemplateRouteRef),
  },
});
