import type { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import {
  isResourcePermission,
  type Permission,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  eksEnvironmentsPermissions,
  RESOURCE_TYPE_BLUEPRINT,
  RESOURCE_TYPE_ENVIRONMENT,
  RESOURCE_TYPE_REQUEST,
} from 'backstage-plugin-eks-environments-common';
import {
  blueprintResourceRef,
  blueprintRules,
  environmentResourceRef,
  environmentRules,
  requestResourceRef,
  requestRules,
} from 'backstage-plugin-eks-environments-node';
import type { PermissionResources } from './PermissionResources';

/**
 * Registers the permissions, resource types and rules with the permission framework.
 *
 * @param options - ofTypes: the permissions of operation and request types, on environments
 */
export function registerPermissions(
  registry: PermissionsRegistryService,
  {
    resources,
    ofTypes,
  }: { resources: PermissionResources; ofTypes: ResourcePermission[] },
): void {
  const permissionsOn = (resourceType: string) =>
    eksEnvironmentsPermissions.filter(permission =>
      isResourcePermission(permission, resourceType),
    );
  registry.addResourceType({
    resourceRef: environmentResourceRef,
    permissions: withoutRepeated([
      ...permissionsOn(RESOURCE_TYPE_ENVIRONMENT),
      ...ofTypes,
    ]),
    rules: environmentRules,
    getResources: ids => resources.environments(ids),
  });
  registry.addResourceType({
    resourceRef: requestResourceRef,
    permissions: permissionsOn(RESOURCE_TYPE_REQUEST),
    rules: requestRules,
    getResources: ids => resources.requests(ids),
  });
  registry.addResourceType({
    resourceRef: blueprintResourceRef,
    permissions: permissionsOn(RESOURCE_TYPE_BLUEPRINT),
    rules: blueprintRules,
    // The rules for blueprints use only the name.
    getResources: async names => names.map(name => ({ name })),
  });
  registry.addPermissions(
    eksEnvironmentsPermissions.filter(
      permission => !isResourcePermission(permission),
    ),
  );
}

/** A type may have a permission that is also used for something else. */
function withoutRepeated(permissions: Permission[]): Permission[] {
  return [...new Map(permissions.map(each => [each.name, each])).values()];
}
