import type { UserInfoService } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isPermission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  RESOURCE_TYPE_SCAFFOLDER_TASK,
  taskCancelPermission,
  taskReadPermission,
} from '@backstage/plugin-scaffolder-common/alpha';
import type { OwnershipResolver } from 'backstage-plugin-eks-environments-node';
import { decideEksEnvironments } from './decideEksEnvironments';
import type { EksEnvironmentsRoles } from './roles';

/**
 * A policy to start with: ours decides on EKS environments, one answer holds for everything else.
 *
 * @remarks
 *
 * The one exception are Scaffolder tasks. A task that waits for its environment carries eksctl's log, so the other teams must not
 * read it: a task is for the person who started it.
 */
export class EksEnvironmentsPolicy implements PermissionPolicy {
  readonly #options: {
    ownership: OwnershipResolver;
    roles: EksEnvironmentsRoles;
    userInfo: UserInfoService;
    otherPlugins: 'allow' | 'deny';
  };

  constructor(options: {
    ownership: OwnershipResolver;
    roles: EksEnvironmentsRoles;
    userInfo: UserInfoService;
    otherPlugins: 'allow' | 'deny';
  }) {
    this.#options = options;
  }

  async handle(
    request: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const { ownership, roles, userInfo } = this.#options;
    const person = user && (await userInfo.getUserInfo(user.credentials));
    return (
      (await decideEksEnvironments({
        request,
        user: person,
        ownership,
        roles,
      })) ?? this.#decideOthers(request, person?.userEntityRef)
    );
  }

  #decideOthers(
    { permission }: PolicyQuery,
    userEntityRef: string | undefined,
  ): PolicyDecision {
    if (this.#options.otherPlugins === 'deny') {
      return { result: AuthorizeResult.DENY };
    }
    const isOnTask =
      isPermission(permission, taskReadPermission) ||
      isPermission(permission, taskCancelPermission);
    if (isOnTask) {
      return ownTasksOnly(userEntityRef);
    }
    return { result: AuthorizeResult.ALLOW };
  }
}

function ownTasksOnly(userEntityRef: string | undefined): PolicyDecision {
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: 'scaffolder',
    resourceType: RESOURCE_TYPE_SCAFFOLDER_TASK,
    conditions: {
      rule: 'IS_TASK_OWNER',
      resourceType: RESOURCE_TYPE_SCAFFOLDER_TASK,
      params: { createdBy: userEntityRef ? [userEntityRef] : [] },
    },
  };
}
