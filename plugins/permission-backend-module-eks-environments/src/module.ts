import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { ownershipResolverServiceRef } from 'backstage-plugin-eks-environments-node';
import { EksEnvironmentsPolicy } from './EksEnvironmentsPolicy';
import { readOtherPermissions } from './otherPermissions';
import { readEksEnvironmentsRoles } from './roles';

/**
 * Sets the portal's policy. Omit it if the portal has a policy, and call {@link decideEksEnvironments} from there.
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
        policy.setPolicy(
          new EksEnvironmentsPolicy({
            ownership,
            roles: readEksEnvironmentsRoles(config),
            otherPermissions: readOtherPermissions(config),
            userInfo,
          }),
        );
      },
    });
  },
});
