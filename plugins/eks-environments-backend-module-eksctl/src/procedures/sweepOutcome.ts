import type {
  DeleteResult,
  OperationOutcome,
} from 'backstage-plugin-eks-environments-node';
import {
  type Failure,
  isClean,
  type SweepItem,
  type SweepReport,
} from 'backstage-plugin-eksctl-node';
import { eksctlFailure } from '../failures/eksctlFailures';
import { formatItems, formatKind, formatKinds } from './formatSweep';

/**
 * What a sweep means. The cluster is deleted if a pass over everything found nothing. Leftovers, or a pass that could not read everything,
 * need a person. While EKS may still know the cluster, the deletion has failed.
 */
export function outcomeOfSweep(
  sweep: SweepReport,
): OperationOutcome<DeleteResult> {
  const left = sweep.items.filter(({ outcome }) => outcome !== 'removed');
  if (isClean({ ...sweep, items: left })) {
    return { kind: 'succeeded', result: { sweep } };
  }
  const failure = failureOf(left, sweep.incomplete);
  return [...left, ...sweep.incomplete].some(({ kind }) => kind === 'cluster')
    ? { kind: 'failed', failure }
    : {
        kind: 'failed',
        failure,
        result: { sweep, leftovers: leftoversOf(left, sweep.incomplete) },
      };
}

/** Kinds that run nodes: while one is left, or was not searched for, capacity may be in use. */
const CAPACITY = ['cluster', 'nodegroup', 'fargate-profile', 'instance'];

/** The leftovers that AWS charges for; undefined if it is unknown what is left. */
function leftoversOf(
  left: SweepItem[],
  incomplete: SweepReport['incomplete'],
): DeleteResult['leftovers'] {
  if (
    incomplete.length > 0 ||
    left.some(({ kind }) => CAPACITY.includes(kind))
  ) {
    return undefined;
  }
  return left
    .filter(({ kind }) => formatKind(kind).billed)
    .map(({ kind, id }) => ({
      code: 'leftover',
      subject: `${formatKind(kind).singular} ${id}`,
      reason: 'it was left over by the deletion, and its price is unknown',
    }));
}

function failureOf(
  left: SweepItem[],
  incomplete: SweepReport['incomplete'],
): Failure {
  const cause = [
    ...left.map(itemWithReason),
    ...incomplete.map(({ kind, reason }) => `${kind}: ${reason}`),
  ].join('\n');
  const unseen = eksctlFailure('notLookedFor', {
    cause,
    kinds: formatKinds(incomplete.map(({ kind }) => kind)),
  });
  if (left.length === 0) {
    return unseen;
  }
  const isHeld = left.some(({ heldBy = [] }) => heldBy.length > 0);
  const failure = eksctlFailure(isHeld ? 'heldByOthers' : 'leftBehind', {
    cause,
    items: formatItems(left),
  });
  return incomplete.length === 0
    ? failure
    : {
        ...failure,
        operatorMessage: `${failure.operatorMessage} ${unseen.operatorMessage}`,
      };
}

function itemWithReason({ kind, id, reason, heldBy = [] }: SweepItem): string {
  const holders = heldBy.map(
    holder =>
      `${formatKind(holder.kind).singular} ${holder.id}${
        holder.name ? ` (${holder.name})` : ''
      }`,
  );
  const why = [reason, ...holders].filter(Boolean).join(', ');
  return `${formatKind(kind).singular} ${id}${why ? `: ${why}` : ''}`;
}
