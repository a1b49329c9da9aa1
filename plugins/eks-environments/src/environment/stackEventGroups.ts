import type { StackEvent } from 'backstage-plugin-eks-environments-common';

/** The events of one stack. */
export interface StackEventGroup {
  stack: string;
  hasFailed: boolean;
  /** Failures first, then in the order of the API, newest first. */
  events: StackEvent[];
}

export function isFailure({ status }: StackEvent): boolean {
  return status.endsWith('_FAILED');
}

/** The events by stack: the stacks with failures first, otherwise in the order of their newest events. */
export function stackEventGroups(events: StackEvent[]): StackEventGroup[] {
  const groups = new Map<string, StackEvent[]>();
  for (const event of events) {
    groups.set(event.stack, [...(groups.get(event.stack) ?? []), event]);
  }
  return failuresFirst(
    [...groups].map(([stack, all]) => ({
      stack,
      hasFailed: all.some(isFailure),
      events: failuresFirst(all, isFailure),
    })),
    ({ hasFailed }) => hasFailed,
  );
}

function failuresFirst<T>(items: T[], hasFailed: (item: T) => boolean): T[] {
  return [
    ...items.filter(hasFailed),
    ...items.filter(item => !hasFailed(item)),
  ];
}
