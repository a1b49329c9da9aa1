import {
  ApiBlueprint,
  PageBlueprint,
  SubPageBlueprint,
  coreExtensionData,
  createFrontendPlugin,
} from '@backstage/frontend-plugin-api';
import { RiServerLine } from '@remixicon/react';
import { clientApiFactory, queryClientApiFactory } from './apiFactories';
import { entityExtensions } from './entity/extensions';
import { environmentViewDefaults } from './defaultEnvironmentView';
import { environmentViewExtension } from './environmentView/environmentViewExtension';
import { type PageName } from './mountedPages';
import { pageDefinitions, type PageDefinition } from './pages';
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

// A custom header, because one of its tabs shows the number of pending requests.
const page = PageBlueprint.makeWithOverrides({
  factory(originalFactory, { inputs }) {
    const pages = inputs.pages.map(input => {
      const path = input.get(coreExtensionData.routePath);
      return {
        id: input.node.spec.id,
        path,
        title: input.get(coreExtensionData.title) ?? path,
        element: input.get(coreExtensionData.reactElement),
      };
    });
    return originalFactory({
      path: '/environments',
      title: 'Environments',
      icon: <RiServerLine />,
      routeRef: rootRouteRef,
      noHeader: true,
      loader: () => import('./Router').then(m => <m.Router pages={pages} />),
    });
  },
});

function makePage<TName extends PageName>(name: TName) {
  const params: PageDefinition = pageDefinitions[name];
  return SubPageBlueprint.make({ name, params });
}

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
    environmentViewExtension,
    ...environmentViewDefaults,
    page,
    makePage('list'),
    makePage('environment'),
    makePage('approvals'),
    makePage('quotas'),
    makePage('fleet'),
    ...entityExtensions,
    ...scaffolderExtensions,
  ],
});
