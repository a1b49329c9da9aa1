import {
  type ClusterStack,
  EksStacks,
  type StackEventSummary,
} from 'backstage-plugin-eksctl-node';
import type { Pause } from 'backstage-plugin-eks-environments-node';
import type { AccountAccess } from '../accounts';

/** Waits until none of the stacks is in progress. @returns those that still exist, with their status */
export async function waitForStacks(
  ids: readonly string[],
  options: {
    access: AccountAccess;
    signal: AbortSignal;
    pause: Pause;
    watchMs: number;
  },
): Promise<Map<string, string>> {
  const stacks = new EksStacks(options.access.clients);
  for (;;) {
    const existing = new Map<string, string>();
    for (const id of ids) {
      const status = await stacks.stackStatus(id);
      if (status !== undefined && status !== 'DELETE_COMPLETE') {
        existing.set(id, status);
      }
    }
    if (![...existing.values()].some(isInProgress)) {
      return existing;
    }
    await options.pause(options.watchMs, options.signal);
  }
}

export function isInProgress(status: string): boolean {
  return status.endsWith('_IN_PROGRESS');
}

/** The events of what failed last in each stack, newest first: eksctl prints no reason for most of them. */
export async function eventsOfFailed(
  access: AccountAccess,
  stacks: readonly ClusterStack[],
): Promise<StackEventSummary[]> {
  const reader = new EksStacks(access.clients);
  const failed = stacks.filter(({ status }) => /ROLLBACK|FAILED/.test(status));
  const events: StackEventSummary[] = [];
  for (const stack of failed) {
    events.push(...(await reader.eventsOfLastAction(stack.id)));
  }
  return events.sort((a, b) => (b.time ?? '').localeCompare(a.time ?? ''));
}
