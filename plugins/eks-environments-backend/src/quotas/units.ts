import { InputError } from '@backstage/errors';
import type { QuotaUnit } from 'backstage-plugin-eks-environments-common';
import { toDollars, toMicroDollars } from '../util/money';

/** Far above every account, and exact in the ledger. */
const LARGEST_LIMIT = 1_000_000;

/**
 * Parses a limit as people write it. The ledger keeps dollars as millionths of a dollar and everything else as it is.
 *
 * @throws InputError naming the field
 */
export function parseLimit(
  unit: QuotaUnit,
  amount: number,
  field: string,
): number {
  if (!(amount >= 0 && amount <= LARGEST_LIMIT)) {
    throw new InputError(`${field} must be from 0 to ${LARGEST_LIMIT}`);
  }
  if (unit.kind === 'dollarsPerHour') {
    return toMicroDollars(amount);
  }
  if (!Number.isInteger(amount)) {
    throw new InputError(
      `${field} must be a whole number, since ${unit.other} are counted`,
    );
  }
  return amount;
}

/** Converts an amount of the ledger for the API. */
export function toApiAmount(unit: QuotaUnit, amount: number): number {
  return unit.kind === 'dollarsPerHour' ? toDollars(amount) : amount;
}

/** Formats an amount of the ledger, such as `3 environments` or `$0.50 per hour`. */
export function formatAmount(unit: QuotaUnit, amount: number): string {
  return unit.kind === 'dollarsPerHour'
    ? `$${toDollars(amount).toFixed(2)} per hour`
    : `${amount} ${amount === 1 ? unit.one : unit.other}`;
}
