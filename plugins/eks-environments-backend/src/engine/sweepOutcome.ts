import {
  type Failure,
  isClean,
  type SweepItem,
  type SweepReport,
} from 'backstage-plugin-eksctl-node';
import { itemsInWords, kindInWords, kindsInWords } from './sweepInWords';
import type { Outcome } from './types';

/**
 * What a sweep means: the cluster is gone when a look at everything found nothing, and its leftovers are somebody's work when it found
 * something or could not look. While EKS may still know the cluster, the deletion has failed.
 */
export function outcomeOfSweep(sweep: SweepReport): Outcome {
  const left = sweep.items.filter(({ outcome }) => outcome !== 'removed');
  if (isClean({ ...sweep, items: left })) {
    return { kind: 'gone', sweep };
  }
  const failure = failureOf(left, sweep.incomplete);
  return [...left, ...sweep.incomplete].some(({ kind }) => kind === 'cluster')
    ? { kind: 'failed', failure }
    : { kind: 'leftovers', sweep, failure };
}

function failureOf(
  left: SweepItem[],
  incomplete: SweepReport['incomplete'],
): Failure {
  const unseen = incomplete.map(({ kind }) => kind);
  const isHeld = left.some(({ heldBy = [] }) => heldBy.length > 0);
  return {
    class: left.length === 0 ? 'permission' : 'conflict',
    cause: [
      ...left.map(itemWithReason),
      ...incomplete.map(({ kind, reason }) => `${kind}: ${reason}`),
    ].join('\n'),
    developerMessage:
      left.length === 0
        ? `What could be looked for is gone; the portal could not look for ${kindsInWords(
            unseen,
          )}.`
        : `The deletion left ${itemsInWords(left)} behind.`,
    operatorMessage: operatorMessage(left, unseen, isHeld),
    remedy: isHeld
      ? "The platform team must move or remove what is not the cluster's; the portal then removes the rest by itself."
      : 'The platform team must look at what is listed; the portal tries again by itself.',
    retry: 'backoff',
  };
}

function operatorMessage(
  left: SweepItem[],
  unseen: string[],
  isHeld: boolean,
): string {
  const sentences = [
    left.length > 0 && `Not removed: ${itemsInWords(left)}.`,
    isHeld &&
      "Something that is not provably this cluster's uses them; it was not touched.",
    unseen.length > 0 &&
      `AWS did not answer, or gives the portal no right to look for ${kindsInWords(
        unseen,
      )}.`,
  ];
  return sentences.filter(Boolean).join(' ');
}

function itemWithReason({ kind, id, reason, heldBy = [] }: SweepItem): string {
  const holders = heldBy.map(
    holder =>
      `${kindInWords(holder.kind).singular} ${holder.id}${
        holder.name ? ` (${holder.name})` : ''
      }`,
  );
  const why = [reason, ...holders].filter(Boolean).join(', ');
  return `${kindInWords(kind).singular} ${id}${why ? `: ${why}` : ''}`;
}
