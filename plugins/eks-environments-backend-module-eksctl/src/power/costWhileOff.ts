import type { JsonObject } from '@backstage/types';
import type {
  ProvisionedEnvironment,
  ProvisionerCost,
} from 'backstage-plugin-eks-environments-node';
import {
  parseWrittenConfig,
  type PriceTable,
  summarizeClusterConfig,
} from 'backstage-plugin-eksctl-node';
import { priceConfig } from '../planning/priceConfig';

/** What a cluster costs without nodes: control plane, NAT gateways and interface endpoints stay. */
export function costWhileOff(
  { spec, region }: Pick<ProvisionedEnvironment, 'spec' | 'region'>,
  prices: PriceTable,
): ProvisionerCost {
  const shape = summarizeClusterConfig(parseWrittenConfig(spec) as JsonObject);
  const none = { min: 0, desired: 0, max: 0 };
  return priceConfig(
    {
      ...shape,
      nodes: none,
      nodeGroups: shape.nodeGroups.map(group => ({ ...group, ...none })),
    },
    { region, prices },
  ).cost;
}
