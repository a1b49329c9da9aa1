import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/**
 * Permissions of other plugins that members have in addition to, or without, the defaults of {@link decideOtherPlugins}.
 *
 * @public
 */
export interface OtherPermissions {
  /** Names of permissions that every member has. */
  allow: string[];
  /** Names of permissions that only platform engineers have. */
  deny: string[];
}

const KEY = 'eksEnvironments.permissions.otherPermissions';

/**
 * Reads `eksEnvironments.permissions.otherPermissions`.
 *
 * @throws InputError if a name is in both lists, or is a permission of EKS Environments
 *
 * @public
 */
export function readOtherPermissions(config: Config): OtherPermissions {
  const read = (list: keyof OtherPermissions) =>
    config.getOptionalStringArray(`${KEY}.${list}`) ?? [];
  const allow = read('allow');
  const deny = read('deny');
  for (const name of [...allow, ...deny]) {
    if (name.startsWith('eks-environments.')) {
      throw new InputError(
        `${KEY} names ${name}; it must name permissions of other plugins only`,
      );
    }
  }
  const both = allow.find(name => deny.includes(name));
  if (both) {
    throw new InputError(
      `${KEY} names ${both} in allow and in deny; it must be in one of them`,
    );
  }
  return { allow, deny };
}
