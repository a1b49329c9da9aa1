import { formatEntityName } from 'backstage-plugin-eks-environments-common';

/** The URL parameter of the page of quotas that names the scope whose holders are shown. */
export const USERS_PARAMETER = 'users';

/** The search part of a link to the holders of a scope's quotas. */
export function searchForUsers(scope: string): string {
  // The page lists only the first scopes, so a team or person is searched for.
  return `?${new URLSearchParams({
    ...(scope !== 'everyone' && { search: formatEntityName(scope) }),
    [USERS_PARAMETER]: scope,
  })}`;
}
