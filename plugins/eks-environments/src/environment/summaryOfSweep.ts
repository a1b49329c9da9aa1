import type { SweepReport } from 'backstage-plugin-eks-environments-common';
import type { Translate } from '../translation';

/** Formats a sweep in one or two sentences, as in `No leftovers: 20 resource types searched, 3 resources found and removed.` */
export function summaryOfSweep(
  { kinds, items }: SweepReport,
  t: Translate,
): string {
  const left = items.filter(({ outcome }) => outcome !== 'removed').length;
  const unseen = kinds.filter(({ problem }) => problem !== undefined);
  if (unseen.length > 0) {
    return t('sweep.unseen', {
      left: formatLeft(left, t),
      kinds: new Intl.ListFormat('en').format(unseen.map(({ label }) => label)),
    });
  }
  const searched = t('sweep.kinds', { count: kinds.length });
  const removed =
    items.length === left
      ? t('sweep.noneFound')
      : t('sweep.removedCount', { count: items.length - left });
  return left === 0
    ? t('sweep.nothingLeft', { searched, removed })
    : t('sweep.someLeft', { left: formatLeft(left, t), searched, removed });
}

function formatLeft(left: number, t: Translate): string {
  return left === 0
    ? t('sweep.nothingLeftSeen')
    : t('sweep.left', { count: left });
}
