import type { QuotaUsage } from 'backstage-plugin-eks-environments-common';
import { formatQuantity } from '../quotaDimensions';
import type { Translate } from '../translation';

/** The effect of a limit on its scope. */
export interface LimitEffect {
  /** `below`: more is used than the limit allows; `full`: exactly the limit is used; `room`: capacity is left. */
  kind: 'below' | 'full' | 'room';
  message: string;
}

/**
 * Describes the effect of a new limit on the current usage.
 *
 * @remarks
 *
 * A limit applies only to new requests; it never removes existing environments.
 */
export function limitEffect(
  usage: Pick<QuotaUsage, 'dimension' | 'unit' | 'used' | 'reserved'>,
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
      // Money is continuous; all other units are integers, and at least one more must fit.
      message:
        usage.unit.kind === 'dollarsPerHour'
          ? t('quotas.belowMoney', { ...words, excess: quantity(excess) })
          : t(
              usage.dimension === 'environments'
                ? 'quotas.belowEnvironments'
                : 'quotas.below',
              { ...words, excess: quantity(excess + 1) },
            ),
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
