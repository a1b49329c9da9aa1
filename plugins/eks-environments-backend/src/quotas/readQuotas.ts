import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { EVERYONE } from './scopes';
import type { QuotaDimensionRegistry } from './QuotaDimensionRegistry';
import { parseLimit } from './units';
import type { ConfiguredLimits, QuotaConfig } from './QuotaConfig';

/** @throws InputError naming the key that is wrong; for an unknown dimension, also those that exist */
export function readQuotas(
  config: Config,
  dimensions: QuotaDimensionRegistry,
): QuotaConfig {
  const key = 'eksEnvironments.quotas';
  const limitsAt = (path: string) => readLimits(config, path, dimensions);
  const overrides = config.getOptionalConfigArray(`${key}.overrides`) ?? [];
  return {
    defaults: {
      user: limitsAt(`${key}.defaults.user`),
      group: limitsAt(`${key}.defaults.group`),
      everyone: limitsAt(`${key}.defaults.everyone`),
    },
    overrides: new Map(
      overrides.map((override, index) => [
        readScope(override),
        readLimits(
          override,
          'limits',
          dimensions,
          `${key}.overrides[${index}].limits`,
        ),
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

/** @param shown - the path for errors */
function readLimits(
  config: Config,
  path: string,
  dimensions: QuotaDimensionRegistry,
  shown: string = path,
): ConfiguredLimits {
  const limits = config.getOptionalConfig(path);
  const ids = limits?.keys() ?? [];
  return Object.fromEntries(
    ids.map(id => {
      const { unit } = dimensions.get(id, `A key of ${shown}`);
      const amount = limits!.getNumber(id);
      return [id, parseLimit(unit, amount, `${shown}.${id}`)];
    }),
  );
}
