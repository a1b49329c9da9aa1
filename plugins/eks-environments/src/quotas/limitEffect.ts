import type { QuotaUsage } from 'backstage-plugin-eks-environments-common';
import { formatQuantity } from '../quotaDimensions';

/** What a limit would mean for those whom it bounds. */
export interface LimitEffect {
  /** `below`: more is taken than allowed; `full`: just what is allowed; `room`: there is some left. */
  kind: 'below' | 'full' | 'room';
  message: string;
}

/**
 * Says what a new limit would mean for what is used now.
 *
 * @remarks
 *
 * A limit stops what is new; it never takes away what stands.
 */
export function limitEffect(
  usage: Pick<QuotaUsage, 'unit' | 'used' | 'reserved'>,
  limit: number,
): LimitEffect {
  const quantity = (amount: number) => formatQuantity(usage.unit, amount);
  const taken = usage.used + usage.reserved;
  const excess = taken - limit;

  if (excess > 0) {
    return {
      kind: 'below',
      message: `${quantity(taken)} of ${quantity(
        limit,
      )} taken: nothing new until ${
        // Money comes in any amount, all else in whole ones, and one more has to fit.
        usage.unit.kind === 'dollarsPerHour'
          ? `more than ${quantity(excess)} is`
          : `${quantity(excess + 1)} are`
      } given back. What stands now stays.`,
    };
  }
  if (excess === 0) {
    return {
      kind: 'full',
      message: `${quantity(taken)} of ${quantity(
        limit,
      )} taken: nothing new until something is given back.`,
    };
  }
  return {
    kind: 'room',
    message: `${quantity(taken)} of ${quantity(limit)} taken: ${quantity(
      -excess,
    )} left.`,
  };
}
