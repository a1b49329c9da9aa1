import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import type { QuotaDimension } from 'backstage-plugin-eks-environments-common';
import { EVERYONE, quotaDimensions, readLimit } from '../quotas/dimensions';

/** Limits by dimension, in the units of the ledger. What is absent is not limited. */
export type ConfiguredLimits = Partial<Record<QuotaDimension, number>>;

/** The quota limits of the configuration. */
export interface QuotaConfig {
  defaults: {
    user: ConfiguredLimits;
    group: ConfiguredLimits;
    everyone: ConfiguredLimits;
  };
  /** By scope. */
  overrides: Map<string, ConfiguredLimits>;
}

/** @throws InputError naming the key that is wrong */
export function readQuotas(config: Config): QuotaConfig {
  const quotas = config.getOptionalConfig('eksEnvironments.quotas');
  const limitsOf = (key: string) =>
    readLimits(
      quotas?.getOptionalConfig(`defaults.${key}`),
      `eksEnvironments.quotas.defaults.${key}`,
    );
  const overrides = quotas?.getOptionalConfigArray('overrides') ?? [];
  return {
    defaults: {
      user: limitsOf('user'),
      group: limitsOf('group'),
      everyone: limitsOf('everyone'),
    },
    overrides: new Map(
      overrides.map((override, index) => [
        readScope(override),
        readLimits(override, `eksEnvironments.quotas.overrides[${index}]`),
      ]),
    ),
  };
}

function readScope(override: Config): string {
  const scope = override.getString('scope');
  return scope === EVERYONE
    ? scope
    : stringifyEntityRef(
        parseEntityRef(scope, {
          defaultKind: 'group',
          defaultNamespace: 'default',
        }),
      );
}

function readLimits(config: Config | undefined, key: string): ConfiguredLimits {
  const limits: ConfiguredLimits = {};
  for (const dimension of quotaDimensions) {
    const amount = config?.getOptionalNumber(dimension);
    if (amount !== undefined) {
      limits[dimension] = readLimit(dimension, amount, `${key}.${dimension}`);
    }
  }
  return limits;
}
