import type { UserInfoService } from '@backstage/backend-plugin-api';
import type { PolicyDecision } from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import type { OwnershipResolver } from 'backstage-plugin-eks-environments-node';
import { decideEksEnvironments } from './decideEksEnvironments';
import { decideOtherPlugins } from './decideOtherPlugins';
import type { OtherPermissions } from './otherPermissions';
import type { EksEnvironmentsRoles } from './roles';

/** The default policy: {@link decideEksEnvironments} for this plugin's permissions, {@link decideOtherPlugins} for all others. */
export class EksEnvironmentsPolicy implements PermissionPolicy {
  readonly #ownership: OwnershipResolver;
  readonly #roles: EksEnvironmentsRoles;
  readonly #otherPermissions: OtherPermissions;
  readonly #userInfo: UserInfoService;

  constructor(options: {
    ownership: OwnershipResolver;
    roles: EksEnvironmentsRoles;
    otherPermissions: OtherPermissions;
    userInfo: UserInfoService;
  }) {
    this.#ownership = options.ownership;
    this.#roles = options.roles;
    this.#otherPermissions = options.otherPermissions;
    this.#userInfo = options.userInfo;
  }

  async handle(
    request: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const query = {
      request,
      user: user && (await this.#userInfo.getUserInfo(user.credentials)),
      ownership: this.#ownership,
      roles: this.#roles,
    };
    return (
      (await decideEksEnvironments(query)) ??
      decideOtherPlugins({
        ...query,
        otherPermissions: this.#otherPermissions,
      })
    );
  }
}
