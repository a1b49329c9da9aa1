import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { ownershipResolverServiceRef } from 'backstage-plugin-eks-environments-node';
import { EksEnvironmentsPolicy } from './EksEnvironmentsPolicy';
import { readEksEnvironmentsRoles } from './roles';

/**
 * Sets the portal's policy to one that decides on EKS environments. Leave it out when the portal has a policy, and call
 * {@link decideEksEnvironments} from there.
 *
 * @public
 */
export const permissionModuleEksEnvironments = createBackendModule({
  pluginId: 'permission',
  moduleId: 'eks-environments',
  register(registration) {
    registration.registerInit({
      deps: {
        config: coreServices.rootConfig,
        ownership: ownershipResolverServiceRef,
        policy: policyExtensionPoint,
        userInfo: coreServices.userInfo,
      },
      async init({ config, ownership, policy, userInfo }) {
        const otherPlugins =
          config.getOptionalString(
            'eksEnvironments.permissions.otherPlugins',
          ) ?? 'allow';
        if (otherPlugins !== 'allow' && otherPlugins !== 'deny') {
          throw new InputError(
            `eksEnvironments.permissions.otherPlugins is '${otherPlugins}'; it must be allow or deny`,
          );
        }
        policy.setPolicy(
          new EksEnvironmentsPolicy({
            ownership,
            roles: readEksEnvironmentsRoles(config),
            userInfo,
            otherPlugins,
          }),
        );
      },
    });
  },
});
