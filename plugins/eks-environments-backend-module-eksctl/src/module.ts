import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  awsCredentials,
  eksEnvironmentsProvisionersExtensionPoint,
  readAccounts,
  systemClock,
} from 'backstage-plugin-eks-environments-node';
import { AwsAccounts, warnOfUnusedProxy } from './accounts';
import { createEksctlProvisioner } from './createEksctlProvisioner';

/**
 * Provisions EKS clusters with eksctl.
 *
 * @public
 */
export const eksEnvironmentsModuleEksctl = createBackendModule({
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
        warnOfUnusedProxy(logger);
        const { provisioner, removeAbandonedRuns } = createEksctlProvisioner({
          config,
          accounts: new AwsAccounts({
            accounts: readAccounts(config),
            credentialsFor: options => awsCredentials(config, options),
          }),
          clock: systemClock,
          logger,
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
