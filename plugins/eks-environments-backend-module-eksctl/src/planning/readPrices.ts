import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { defaultPrices, type PriceTable } from 'backstage-plugin-eksctl-node';

const pricingKeys = [
  'date',
  'source',
  'region',
  'controlPlaneHourly',
  'controlPlaneExtendedSupportHourly',
  'natGatewayHourly',
  'publicIpv4Hourly',
  'vpcEndpointHourly',
  'detailedMonitoringMonthly',
] as const;

/**
 * Reads the prices that replace those of the included list.
 *
 * @throws InputError naming a price that is not a number: a cost of NaN could not be compared with a limit
 */
export function readPrices(config: Config): PriceTable {
  const key = 'eksEnvironments.pricing';
  const pricing = config.getOptionalConfig(key);
  const replaced = pricingKeys.flatMap(name => {
    const value = pricing?.getOptionalString(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const instances =
    pricing?.getOptional<Record<string, string>>('instances') ?? {};
  const gbMonthly = pricing?.getOptionalString('diskGbMonthly');
  const amounts: Array<readonly [string, unknown]> = [
    ...replaced.filter(([name]) => /(Hourly|Monthly)$/.test(name)),
    ...Object.entries(instances).map(
      ([type, value]) => [`instances.${type}`, value] as const,
    ),
    ['diskGbMonthly', gbMonthly ?? '0'],
  ];
  for (const [name, value] of amounts) {
    if (!/^\d+(\.\d+)?$/.test(String(value))) {
      throw new InputError(
        `${key}.${name} must be an amount in US dollars such as '0.10', not "${value}"`,
      );
    }
  }
  const { gp3 } = defaultPrices.disks;
  return {
    ...defaultPrices,
    ...Object.fromEntries(replaced),
    disks: {
      ...defaultPrices.disks,
      gp3: { ...gp3, gbMonthly: gbMonthly ?? gp3.gbMonthly },
    },
    instances,
  };
}
