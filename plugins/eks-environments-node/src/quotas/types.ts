import type {
  Capacity,
  QuotaUnit,
  UnpricedPart,
} from 'backstage-plugin-eks-environments-common';

/**
 * The resources of an environment, as far as they are known when it is planned.
 *
 * @public
 */
export interface ResourceShape {
  /** Capacity at the largest size that the environment can grow to. */
  largest: Capacity;
  /** Parts whose capacity is unknown; they are not in `largest`. */
  unknownSize: UnpricedPart[];
  /** Millionths of a US dollar per hour, at the size that `eksEnvironments.pricing.countAt` sets. */
  hourlyCost: number;
  /** Parts whose price is unknown; they are not in `hourlyCost`. */
  unpriced: UnpricedPart[];
}

/**
 * What one environment takes of a quota dimension.
 *
 * @public
 */
export interface QuotaMeasurement {
  /** A whole number: of things for the unit `count`, of millionths of a dollar for `dollarsPerHour`. */
  amount: number;
  /** Parts that the dimension cannot count. If the dimension has a limit, a person decides on them. */
  uncounted: UnpricedPart[];
}

/**
 * Something that quotas limit.
 *
 * @public
 */
export interface QuotaDimension {
  /** Key in the configuration, the API and the ledger; it must never change. Letters and digits, starting with a lower-case letter. */
  readonly id: string;
  /** Shown on pages, such as `Cost per hour`. */
  readonly title: string;
  readonly unit: QuotaUnit;

  /** Measures an environment. Must return the same result for the same shape. */
  measure(shape: ResourceShape): QuotaMeasurement;
}
