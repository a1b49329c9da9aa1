import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { eksEnvironmentsServiceRef } from 'backstage-plugin-eks-environments-node';
import {
  createHibernateEnvironmentAction,
  createResumeEnvironmentAction,
} from './actions/changePower';
import { createCreateClusterAction } from './actions/createCluster';
import { createDeleteEnvironmentAction } from './actions/deleteEnvironment';
import { createExtendEnvironmentAction } from './actions/extendEnvironment';
import { createRenderConfigAction } from './actions/renderConfig';
import { createRequestEnvironmentAction } from './actions/requestEnvironment';
import { systemTiming } from './waiting/timing';

/**
 * Adds the actions that request, extend, hibernate, resume and delete environments, and that render and run eksctl.
 *
 * @public
 */
export const scaffolderModuleEksEnvironments = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'eks-environments',
  register(registration) {
    registration.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        environments: eksEnvironmentsServiceRef,
        logger: coreServices.logger,
      },
      async init({ actions, auth, catalog, config, environments, logger }) {
        const tools = {
          appBaseUrl: config.getString('app.baseUrl').replace(/\/+$/, ''),
          auth,
          catalog,
          environments,
          logger,
          timing: systemTiming,
        };
        actions.addActions(
          createRequestEnvironmentAction(tools),
          createExtendEnvironmentAction(tools),
          createDeleteEnvironmentAction(tools),
          createHibernateEnvironmentAction(tools),
          createResumeEnvironmentAction(tools),
          createRenderConfigAction(tools),
          createCreateClusterAction(tools),
        );
      },
    });
  },
});
