import type { SweepReport } from 'backstage-plugin-eks-environments-common';

/** A sweep in one or two sentences, as in `Nothing left: 20 kinds of things looked for, 3 things found and removed.` */
export function summaryOfSweep({ kinds, items }: SweepReport): string {
  const left = items.filter(({ outcome }) => outcome !== 'removed').length;
  const unseen = kinds.filter(({ problem }) => problem !== undefined);
  const looked = `${count(kinds.length - unseen.length, 'kind')} of things`;
  const removed =
    items.length === left
      ? 'none found'
      : `${count(items.length - left, 'thing')} found and removed`;
  if (unseen.length > 0) {
    const names = new Intl.ListFormat('en').format(
      unseen.map(({ label }) => label),
    );
    return `${formatLeft(
      left,
    )} The portal could not look for ${names}, so this proves nothing yet.`;
  }
  return left === 0
    ? `Nothing left: ${looked} looked for, ${removed}.`
    : `${formatLeft(left)} ${looked} looked for, ${removed}.`;
}

function formatLeft(left: number): string {
  return left === 0
    ? 'Nothing left that was looked for.'
    : `${count(left, 'thing')} left behind.`;
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}
