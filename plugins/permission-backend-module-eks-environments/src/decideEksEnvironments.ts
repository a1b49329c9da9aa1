import {
  isPermission,
  isResourcePermission,
  type Permission,
  type PermissionCondition,
  type PermissionCriteria,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type { PolicyQuery } from '@backstage/plugin-permission-node';
import {
  blueprintUsePermission,
  environmentConnectPermission,
  environmentCreatePermission,
  environmentDeletePermission,
  environmentExtendPermission,
  environmentPowerPermission,
  environmentReadPermission,
  logReadPermission,
  requestCancelPermission,
  requestDecidePermission,
  requestReadPermission,
  RESOURCE_TYPE_ENVIRONMENT,
  RESOURCE_TYPE_REQUEST,
} from 'backstage-plugin-eks-environments-common';
import {
  blueprintConditions,
  createBlueprintConditionalDecision,
  createEnvironmentConditionalDecision,
  createRequestConditionalDecision,
  environmentConditions,
  requestConditions,
  type OwnershipClaims,
  type OwnershipResolver,
} from 'backstage-plugin-eks-environments-node';
import { ALLOW, DENY } from './decisions';
import {
  isPlatformEngineer,
  overlap,
  type EksEnvironmentsRoles,
} from './roles';

const managePermissions: Permission[] = [
  environmentExtendPermission,
  environmentPowerPermission,
  environmentDeletePermission,
  environmentConnectPermission,
];

/** A user as seen by the rules below. */
interface Person {
  userEntityRef: string;
  /** The user and all of their groups, including nested ones. */
  claims: string[];
  mayApprove: boolean;
  forbiddenBlueprints: string[];
}

/**
 * Decides permissions of EKS Environments. A portal has a single policy: call this function from yours.
 *
 * @remarks
 *
 * Members of a group, including nested groups, can see and manage what their group owns. The requester of an environment can always see
 * it. Approvers can see and decide the requests that their blueprints assign to them. Platform engineers may do everything. A permission
 * of this plugin that is not named here is for platform engineers only.
 *
 * The service enforces rules that no policy can override: a requester never decides their own request, and the requester always belongs
 * to the owner.
 *
 * @returns `undefined` if the permission belongs to another plugin
 * @throws ServiceUnavailableError if the catalog cannot return the user's groups; access is never granted by assumption
 *
 * @public
 */
export async function decideEksEnvironments(options: {
  request: PolicyQuery;
  /** The caller; `undefined` if nobody is signed in. */
  user: OwnershipClaims | undefined;
  ownership: OwnershipResolver;
  roles: EksEnvironmentsRoles;
}): Promise<PolicyDecision | undefined> {
  const { request, user, ownership, roles } = options;
  if (!request.permission.name.startsWith('eks-environments.')) {
    return undefined;
  }
  if (!user) {
    return DENY;
  }
  const claims = await ownership.resolve(user);
  if (isPlatformEngineer(claims, roles)) {
    return ALLOW;
  }
  return decideForMember(request.permission, {
    userEntityRef: user.userEntityRef,
    claims,
    mayApprove: !roles.approvers || overlap(claims, roles.approvers),
    forbiddenBlueprints: Object.entries(roles.blueprints)
      .filter(([_name, users]) => !overlap(claims, users))
      .map(([name]) => name),
  });
}

function decideForMember(
  permission: Permission,
  person: Person,
): PolicyDecision {
  if (isPermission(permission, environmentCreatePermission)) {
    return ALLOW;
  }
  if (isPermission(permission, blueprintUsePermission)) {
    return decideOnBlueprint(person);
  }
  if (isResourcePermission(permission, RESOURCE_TYPE_ENVIRONMENT)) {
    const conditions = environmentCriteria(permission, person);
    return conditions
      ? createEnvironmentConditionalDecision(permission, conditions)
      : DENY;
  }
  if (isResourcePermission(permission, RESOURCE_TYPE_REQUEST)) {
    const conditions = requestCriteria(permission, person);
    return conditions
      ? createRequestConditionalDecision(permission, conditions)
      : DENY;
  }
  return DENY;
}

function decideOnBlueprint({ forbiddenBlueprints }: Person): PolicyDecision {
  if (forbiddenBlueprints.length === 0) {
    return ALLOW;
  }
  return createBlueprintConditionalDecision(blueprintUsePermission, {
    not: blueprintConditions.hasBlueprint({ names: forbiddenBlueprints }),
  });
}

function environmentCriteria(
  permission: Permission,
  { claims, userEntityRef, mayApprove }: Person,
):
  | PermissionCriteria<PermissionCondition<typeof RESOURCE_TYPE_ENVIRONMENT>>
  | undefined {
  const isOwner = environmentConditions.isOwner({ claims });
  const isRequester = environmentConditions.isRequester({
    claims: [userEntityRef],
  });
  const isApprover = environmentConditions.isApprover({ claims });

  if (isPermission(permission, environmentReadPermission)) {
    return {
      anyOf: [isOwner, isRequester, ...(mayApprove ? [isApprover] : [])],
    };
  }
  if (isPermission(permission, logReadPermission)) {
    return { anyOf: [isOwner, isRequester] };
  }
  const manages = managePermissions.some(
    ({ name }) => name === permission.name,
  );
  return manages ? isOwner : undefined;
}

function requestCriteria(
  permission: Permission,
  { claims, userEntityRef, mayApprove }: Person,
):
  | PermissionCriteria<PermissionCondition<typeof RESOURCE_TYPE_REQUEST>>
  | undefined {
  const isOwner = requestConditions.isOwner({ claims });
  const isRequester = requestConditions.isRequester({
    claims: [userEntityRef],
  });
  const isApprover = requestConditions.isApprover({ claims });

  if (isPermission(permission, requestReadPermission)) {
    return {
      anyOf: [isOwner, isRequester, ...(mayApprove ? [isApprover] : [])],
    };
  }
  if (isPermission(permission, requestCancelPermission)) {
    return { anyOf: [isOwner, isRequester] };
  }
  if (isPermission(permission, requestDecidePermission) && mayApprove) {
    return { allOf: [isApprover, { not: isRequester }] };
  }
  return undefined;
}
