import type { QuotaUsage } from 'backstage-plugin-eks-environments-common';
import { formatQuantity } from '../quotaDimensions';
import type { Translate } from '../translation';

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
  t: Translate,
): LimitEffect {
  const quantity = (amount: number) => formatQuantity(usage.unit, amount, t);
  const taken = usage.used + usage.reserved;
  const excess = taken - limit;

  const words = { taken: quantity(taken), limit: quantity(limit) };

  if (excess > 0) {
    return {
      kind: 'below',
      // Money comes in any amount, all else in whole ones, and one more has to fit.
      message:
        usage.unit.kind === 'dollarsPerHour'
          ? t('quotas.belowMoney', { ...words, excess: quantity(excess) })
          : t('quotas.below', { ...words, excess: quantity(excess + 1) }),
    };
  }
  if (excess === 0) {
    return { kind: 'full', message: t('quotas.full', words) };
  }
  return {
    kind: 'room',
    message: t('quotas.room', { ...words, left: quantity(-excess) }),
  };
}
