import type { UnpricedPart as ShownPart } from 'backstage-plugin-eks-environments-common';
import type {
  HourlyRates,
  ProvisionerPlan,
} from 'backstage-plugin-eks-environments-node';
import {
  type ClusterShape,
  estimateCost,
  type HourlyBand,
  parseUsd,
  type PriceTable,
  sizeOf,
  type UnpricedPart,
} from 'backstage-plugin-eksctl-node';

/** Size and cost of a config. */
export type PricedConfig = Pick<
  Extract<ProvisionerPlan, { kind: 'planned' }>,
  'size' | 'shape' | 'cost'
>;

/** Computes the size of a config, and what it costs in a region. */
export function priceConfig(
  shape: ClusterShape,
  options: { region: string; prices: PriceTable },
): PricedConfig {
  const cost = estimateCost(shape, options);
  const { desired, largest, unknown } = sizeOf(shape);
  const unknownSize = unknown.map(toShown);
  const unpriced = cost.unpriced.map(toShown);
  return {
    size: {
      minNodes: shape.nodes.min,
      desired,
      largest,
      unknown: unknownSize,
    },
    shape: { largest, unknownSize, unpriced },
    cost: {
      hourly: toRates(cost.hourly),
      items: cost.items.map(({ name, detail, hourly }) => ({
        name,
        detail,
        hourly: toRates(hourly),
      })),
      unpriced,
      priceDate: cost.priceDate,
      priceSource: cost.priceSource,
      exact: !cost.estimated,
      notes: cost.notes,
    },
  };
}

function toShown({ code, subject, reason }: UnpricedPart): ShownPart {
  return { code, subject, reason };
}

function toRates({ min, desired, max }: HourlyBand): HourlyRates {
  return { min: parseUsd(min), desired: parseUsd(desired), max: parseUsd(max) };
}
