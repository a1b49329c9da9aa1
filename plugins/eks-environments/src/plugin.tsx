import {
  ApiBlueprint,
  PageBlueprint,
  createFrontendPlugin,
} from '@backstage/frontend-plugin-api';
import { RiServerLine } from '@remixicon/react';
import { clientApiFactory, queryClientApiFactory } from './apiFactories';
import { entityExtensions } from './entity/extensions';
import {
  approvalsRouteRef,
  createComponentRouteRef,
  environmentRouteRef,
  fleetRouteRef,
  quotasRouteRef,
  rootRouteRef,
  selectedTemplateRouteRef,
} from './routes';
import { scaffolderExtensions } from './scaffolder/extensions';

const clientApi = ApiBlueprint.make({
  params: defineParams => defineParams(clientApiFactory),
});

const queryClientApi = ApiBlueprint.make({
  name: 'query-client',
  params: defineParams => defineParams(queryClientApiFactory),
});

// The header is ours because one of its tabs counts what waits for approval.
const page = PageBlueprint.make({
  params: {
    path: '/environments',
    title: 'Environments',
    icon: <RiServerLine />,
    routeRef: rootRouteRef,
    noHeader: true,
    loader: () => import('./Router').then(m => <m.Router />),
  },
});

/**
 * Pages, entity cards and Scaffolder fields of EKS Environments.
 *
 * @public
 */
export const eksEnvironmentsPlugin = createFrontendPlugin({
  pluginId: 'eks-environments',
  title: 'Environments',
  icon: <RiServerLine />,
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: rootRouteRef,
    environment: environmentRouteRef,
    approvals: approvalsRouteRef,
    quotas: quotasRouteRef,
    fleet: fleetRouteRef,
  },
  externalRoutes: {
    createComponent: createComponentRouteRef,
    selectedTemplate: selectedTemplateRouteRef,
  },
  extensions: [
    clientApi,
    queryClientApi,
    page,
    ...entityExtensions,
    ...scaffolderExtensions,
  ],
});
