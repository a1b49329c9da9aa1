import {
  catalogEntityReadPermission,
  catalogEntityRefreshPermission,
  catalogLocationReadPermission,
  RESOURCE_TYPE_CATALOG_ENTITY,
} from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  isResourcePermission,
  type Permission,
  type PolicyDecision,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import type { PolicyQuery } from '@backstage/plugin-permission-node';
import {
  actionExecutePermission,
  RESOURCE_TYPE_SCAFFOLDER_TASK,
  taskCancelPermission,
  taskCreatePermission,
  taskReadPermission,
  templateParameterReadPermission,
  templateStepReadPermission,
} from '@backstage/plugin-scaffolder-common/alpha';
import type {
  OwnershipClaims,
  OwnershipResolver,
} from 'backstage-plugin-eks-environments-node';
import { ALLOW, DENY } from './decisions';
import type { OtherPermissions } from './otherPermissions';
import { isPlatformEngineer, type EksEnvironmentsRoles } from './roles';

/** The permissions that every member needs to browse the catalog and to use templates. */
const memberPermissions: string[] = [
  catalogEntityReadPermission,
  catalogLocationReadPermission,
  taskCreatePermission,
  actionExecutePermission,
  templateParameterReadPermission,
  templateStepReadPermission,
].map(({ name }) => name);

/** The permissions of members on what they own. */
const ownPermissions: {
  permission: ResourcePermission;
  decide: (userEntityRef: string, claims: string[]) => PolicyDecision;
}[] = [
  { permission: catalogEntityRefreshPermission, decide: ownEntitiesOnly },
  { permission: taskReadPermission, decide: ownTasksOnly },
  { permission: taskCancelPermission, decide: ownTasksOnly },
];

/**
 * Decides permissions of other plugins.
 *
 * @remarks
 *
 * Least privilege. Members can read the catalog, use templates, refresh the entities of their groups, and read and cancel the Scaffolder
 * tasks that they started: a task that waits for its environment contains eksctl's log. Permissions to change or delete what others own,
 * and all unknown permissions, are for platform engineers, unless the configuration says otherwise.
 *
 * @throws ServiceUnavailableError if the decision depends on the user's groups and the catalog cannot be read
 *
 * @public
 */
export async function decideOtherPlugins(options: {
  request: PolicyQuery;
  /** The caller; `undefined` if nobody is signed in. */
  user: OwnershipClaims | undefined;
  ownership: OwnershipResolver;
  roles: EksEnvironmentsRoles;
  otherPermissions: OtherPermissions;
}): Promise<PolicyDecision> {
  const { user, ownership, roles, otherPermissions } = options;
  const { name } = options.request.permission;
  if (!user) {
    return DENY;
  }
  const isDenied = otherPermissions.deny.includes(name);
  if (
    !isDenied &&
    [...memberPermissions, ...otherPermissions.allow].includes(name)
  ) {
    // Decided without reading groups, so that the portal stays readable while the catalog is unavailable.
    return ALLOW;
  }
  const claims = await ownership.resolve(user);
  if (isPlatformEngineer(claims, roles)) {
    return ALLOW;
  }
  const own = ownPermissions.find(({ permission }) =>
    isSamePermission(permission, options.request.permission),
  );
  return own && !isDenied ? own.decide(user.userEntityRef, claims) : DENY;
}

/** A request may contain any permission, even one with the name of another; conditions apply only to resources of the known one. */
function isSamePermission(
  known: ResourcePermission,
  asked: Permission,
): boolean {
  return (
    asked.name === known.name && isResourcePermission(asked, known.resourceType)
  );
}

function ownTasksOnly(userEntityRef: string): PolicyDecision {
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: 'scaffolder',
    resourceType: RESOURCE_TYPE_SCAFFOLDER_TASK,
    conditions: {
      rule: 'IS_TASK_OWNER',
      resourceType: RESOURCE_TYPE_SCAFFOLDER_TASK,
      params: { createdBy: [userEntityRef] },
    },
  };
}

function ownEntitiesOnly(
  _userEntityRef: string,
  claims: string[],
): PolicyDecision {
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: 'catalog',
    resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
    conditions: {
      rule: 'IS_ENTITY_OWNER',
      resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
      params: { claims },
    },
  };
}
