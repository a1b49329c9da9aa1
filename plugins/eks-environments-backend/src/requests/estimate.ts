import type {
  CostEstimate,
  MoneyBand,
  PlanSize,
  UnpricedPart as ShownPart,
} from 'backstage-plugin-eks-environments-common';
import {
  type ClusterShape,
  estimateCost,
  type HourlyBand,
  type PriceTable,
  sizeOf,
  type UnpricedPart,
} from 'backstage-plugin-eksctl-node';
import type { ResourceShape } from 'backstage-plugin-eks-environments-node';
import { Duration } from 'luxon';
import type { CountedSize } from '../serviceConfig';
import { toMicroDollars, toMoney } from '../util/money';

/** Size and cost of a config, for people, approval rules and the quota ledger. */
export interface Estimate {
  size: PlanSize;
  cost: CostEstimate;
  /** How the price was computed, in sentences. */
  notes: string[];
  /** The cost with the desired nodes, as far as it is known: millionths of a dollar per hour. */
  hourlyCost: number;
  /** What quotas and approval rules count. */
  shape: ResourceShape;
}

/** @param lease - ISO 8601 duration */
export function estimate(
  shape: ClusterShape,
  options: {
    region: string;
    lease: string;
    prices: PriceTable;
    countAt: CountedSize;
  },
): Estimate {
  const { region, lease, prices, countAt } = options;
  const cost = estimateCost(shape, { region, prices });
  const { desired, largest, unknown } = sizeOf(shape);
  const hours = Duration.fromISO(lease).as('hours');
  return {
    size: {
      minNodes: shape.nodes.min,
      desired,
      largest,
      unknown: unknown.map(toShown),
    },
    cost: {
      hourly: toBand(cost.hourly, 1),
      lease: toBand(cost.hourly, hours),
      items: cost.items.map(({ name, detail, hourly }) => ({
        name,
        detail,
        hourly: toBand(hourly, 1),
      })),
      unpriced: cost.unpriced.map(toShown),
      priceDate: cost.priceDate,
      priceSource: cost.priceSource,
      exact: !cost.estimated,
    },
    notes: cost.notes,
    hourlyCost: toMicroDollars(cost.hourly.desired),
    shape: {
      largest,
      unknownSize: unknown.map(toShown),
      hourlyCost: toMicroDollars(
        countAt === 'largest' ? cost.hourly.max : cost.hourly.desired,
      ),
      unpriced: cost.unpriced.map(toShown),
    },
  };
}

function toShown({ code, subject, reason }: UnpricedPart): ShownPart {
  return { code, subject, reason };
}

function toBand({ min, desired, max }: HourlyBand, hours: number): MoneyBand {
  const times = (hourly: string) => toMoney(toMicroDollars(hourly) * hours);
  return { min: times(min), desired: times(desired), max: times(max) };
}
