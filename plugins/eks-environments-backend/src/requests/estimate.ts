import type {
  CostEstimate,
  MoneyBand,
  PlanSize,
} from 'backstage-plugin-eks-environments-common';
import {
  type ClusterShape,
  estimateCost,
  type HourlyBand,
  type PriceTable,
  sizeOf,
} from 'backstage-plugin-eksctl-node';
import { Duration } from 'luxon';
import { toMicroDollars, toMoney } from '../service/money';
import type { EnvironmentSize } from '../quotas';

/** What a config amounts to, for people and for the quota ledger. */
export interface Estimate {
  size: PlanSize;
  cost: CostEstimate;
  /** What the price leaves out, in sentences. */
  notes: string[];
  quota: EnvironmentSize;
}

/** @param lease - ISO 8601 duration */
export function estimate(
  shape: ClusterShape,
  options: { region: string; lease: string; prices: PriceTable },
): Estimate {
  const { region, lease, prices } = options;
  const cost = estimateCost(shape, { region, prices });
  const { vcpu, memoryGib } = sizeOf(shape);
  const hours = Duration.fromISO(lease).as('hours');
  return {
    size: {
      minNodes: shape.nodes.min,
      desiredNodes: shape.nodes.desired,
      maxNodes: shape.nodes.max,
      vcpu,
      memoryGib,
    },
    cost: {
      hourly: toBand(cost.hourly, 1),
      lease: toBand(cost.hourly, hours),
      items: cost.items.map(({ name, detail, hourly }) => ({
        name,
        detail,
        hourly: toBand(hourly, 1),
      })),
      priceDate: cost.priceDate,
      priceSource: cost.priceSource,
      exact: !cost.estimated,
    },
    notes: cost.notes,
    quota: {
      nodes: shape.nodes.max,
      vcpu,
      hourlyCost: toMicroDollars(cost.hourly.desired),
    },
  };
}

function toBand({ min, desired, max }: HourlyBand, hours: number): MoneyBand {
  const times = (hourly: string) => toMoney(toMicroDollars(hourly) * hours);
  return { min: times(min), desired: times(desired), max: times(max) };
}
