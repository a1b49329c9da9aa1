import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';

/**
 * The holders of each role, as full entity references in lower case.
 *
 * @public
 */
export interface EksEnvironmentsRoles {
  platformEngineers: string[];
  /** The possible approvers; `undefined` leaves it to the blueprints. */
  approvers?: string[];
  /** Who may use a restricted blueprint, by its name. Everybody may use the others. */
  blueprints: Record<string, string[]>;
}

/**
 * Reads `eksEnvironments.permissions`. A name without a kind is a group.
 *
 * @public
 */
export function readEksEnvironmentsRoles(config: Config): EksEnvironmentsRoles {
  const root = config.getOptionalConfig('eksEnvironments.permissions');
  const blueprints = root?.getOptionalConfig('blueprints');
  return {
    platformEngineers: readEntityRefs(root, 'platformEngineers') ?? [],
    approvers: readEntityRefs(root, 'approvers'),
    blueprints: Object.fromEntries(
      (blueprints?.keys() ?? []).map(name => [
        name,
        readEntityRefs(blueprints, name) ?? [],
      ]),
    ),
  };
}

function readEntityRefs(
  config: Config | undefined,
  key: string,
): string[] | undefined {
  return config
    ?.getOptionalStringArray(key)
    ?.map(entry =>
      stringifyEntityRef(parseEntityRef(entry, { defaultKind: 'group' })),
    );
}

/** Whether a user with these claims can see and manage everything. */
export function isPlatformEngineer(
  claims: string[],
  { platformEngineers }: EksEnvironmentsRoles,
): boolean {
  return overlap(claims, platformEngineers);
}

/** Whether two lists of entity references have an element in common. */
export function overlap(some: string[], others: string[]): boolean {
  return some.some(entityRef => others.includes(entityRef));
}
