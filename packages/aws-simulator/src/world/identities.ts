import { Account, Role } from './model';

/** Why IAM does not delete a role, in its words; undefined if nothing blocks the deletion. */
export function whyRoleStays(account: Account, role: Role): string | undefined {
  if (
    account.instanceProfiles.some(item => item.roleNames.includes(role.name))
  ) {
    return 'Cannot delete entity, must remove roles from instance profile first.';
  }
  if (role.managedPolicies?.length) {
    return 'Cannot delete entity, must detach all policies first.';
  }
  return Object.keys(role.inlinePolicies ?? {}).length > 0
    ? 'Cannot delete entity, must delete policies first.'
    : undefined;
}
