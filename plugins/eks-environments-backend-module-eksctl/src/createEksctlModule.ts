import {
  coreServices,
  createBackendModule,
  type RootConfigService,
} from '@backstage/backend-plugin-api';
import {
  eksEnvironmentsProvisionersExtensionPoint,
  systemClock,
} from 'backstage-plugin-eks-environments-node';
import { type AccountDirectory, warnOfUnusedProxy } from './accounts';
import { createEksctlProvisioner } from './createEksctlProvisioner';

/** Creates the module for an environment and the accounts in it. */
export function createEksctlModule(options: {
  accountsOf: (config: RootConfigService) => AccountDirectory;
  environment: NodeJS.ProcessEnv;
}) {
  const { accountsOf, environment } = options;
  return createBackendModule({
    pluginId: 'eks-environments',
    moduleId: 'eksctl',
    register(registration) {
      registration.registerInit({
        deps: {
          config: coreServices.rootConfig,
          logger: coreServices.logger,
          provisioners: eksEnvironmentsProvisionersExtensionPoint,
          scheduler: coreServices.scheduler,
        },
        async init({ config, logger, provisioners, scheduler }) {
          warnOfUnusedProxy(logger, environment);
          const { provisioner, removeAbandonedRuns } = createEksctlProvisioner({
            config,
            accounts: accountsOf(config),
            clock: systemClock,
            logger,
            environment,
          });
          provisioners.addProvisioner(provisioner);
          await scheduler.scheduleTask({
            id: 'remove-abandoned-runs',
            scope: 'local',
            frequency: { hours: 1 },
            timeout: { minutes: 10 },
            fn: removeAbandonedRuns,
          });
        },
      });
    },
  });
}
