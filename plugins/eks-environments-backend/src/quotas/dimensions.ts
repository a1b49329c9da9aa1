import { InputError } from '@backstage/errors';
import type { QuotaDimension } from 'backstage-plugin-eks-environments-common';
import { toDollars, toMicroDollars } from '../util/money';

/** The scope that holds all environments. */
export const EVERYONE = 'everyone';

/** In the order in which people read them. */
export const quotaDimensions: readonly QuotaDimension[] = [
  'environments',
  'nodes',
  'vcpu',
  'hourlyCost',
];

/** Far above every account of AWS, and exact in the ledger's unit. */
const LARGEST_LIMIT = 1_000_000;

/**
 * A limit as people write it, in the unit of the ledger: dollars become millionths of a dollar, everything else is counted.
 *
 * @throws InputError naming the field
 */
export function readLimit(
  dimension: QuotaDimension,
  amount: number,
  field: string,
): number {
  const isMoney = dimension === 'hourlyCost';
  if (!(amount >= 0 && amount <= LARGEST_LIMIT)) {
    throw new InputError(`${field} must be from 0 to ${LARGEST_LIMIT}`);
  }
  if (!isMoney && !Number.isInteger(amount)) {
    throw new InputError(
      `${field} must be a whole number, since ${dimension} are counted`,
    );
  }
  return isMoney ? toMicroDollars(amount) : amount;
}

/** An amount of the ledger in the unit of the API. */
export function toApiAmount(dimension: QuotaDimension, amount: number): number {
  return dimension === 'hourlyCost' ? toDollars(amount) : amount;
}

/** An amount of the ledger in words, such as `3 environments` or `$0.50 per hour`. */
export function formatAmount(
  dimension: QuotaDimension,
  amount: number,
): string {
  switch (dimension) {
    case 'environments':
      return `${amount} ${amount === 1 ? 'environment' : 'environments'}`;
    case 'nodes':
      return `${amount} ${amount === 1 ? 'node' : 'nodes'}`;
    case 'vcpu':
      return `${amount} vCPU`;
    default:
      return `$${toDollars(amount).toFixed(2)} per hour`;
  }
}

/** What a dimension counts, such as `nodes` or `cost per hour`. */
export function formatDimension(dimension: QuotaDimension): string {
  switch (dimension) {
    case 'vcpu':
      return 'vCPU';
    case 'hourlyCost':
      return 'cost per hour';
    default:
      return dimension;
  }
}
