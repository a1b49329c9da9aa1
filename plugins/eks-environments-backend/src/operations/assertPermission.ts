import { InputError } from '@backstage/errors';
import {
  isResourcePermission,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  eksEnvironmentsPermissions,
  RESOURCE_TYPE_ENVIRONMENT,
} from 'backstage-plugin-eks-environments-common';

/** Policies recognize the permissions of this plugin by it, and grant what they do not know to nobody but platform engineers. */
const PREFIX = 'eks-environments.';

/**
 * Checks the permission of an operation type or a request type.
 *
 * @param owner - what has it, such as `the operation type create`
 * @throws InputError when it is not one on environments, is not recognizable as one of this plugin, or has the name of another one
 */
export function assertPermission(
  owner: string,
  permission: ResourcePermission | undefined,
): void {
  if (!permission) {
    return;
  }
  const { name } = permission;
  const refuse = (problem: string) => {
    throw new InputError(`The permission ${name} of ${owner} ${problem}`);
  };
  if (!isResourcePermission(permission, RESOURCE_TYPE_ENVIRONMENT)) {
    refuse(`must have the resource type ${RESOURCE_TYPE_ENVIRONMENT}`);
  }
  if (!name.startsWith(PREFIX)) {
    refuse(`must have a name that begins with ${PREFIX}`);
  }
  const known = eksEnvironmentsPermissions.find(each => each.name === name);
  if (known && !isResourcePermission(known, RESOURCE_TYPE_ENVIRONMENT)) {
    refuse('has the name of another permission, which is not on environments');
  }
}
