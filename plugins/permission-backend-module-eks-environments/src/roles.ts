import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';

/**
 * Who has which part, as full entity references in lower case.
 *
 * @public
 */
export interface EksEnvironmentsRoles {
  platformEngineers: string[];
  /** Who may decide at all; `undefined` leaves it to the blueprints. */
  approvers?: string[];
  /** Who may use a restricted blueprint, by its name. Everybody may use the others. */
  blueprints: Record<string, string[]>;
}

/**
 * Reads `eksEnvironments.permissions`. A name without a kind is a group's.
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

/** Whether somebody with these claims sees and manages everything. */
export function isPlatformEngineer(
  claims: string[],
  { platformEngineers }: EksEnvironmentsRoles,
): boolean {
  return overlap(claims, platformEngineers);
}

/** Whether two lists of entity references share one. */
export function overlap(some: string[], others: string[]): boolean {
  return some.some(entityRef => others.includes(entityRef));
}
