import type { ResourceEvent } from 'backstage-plugin-eks-environments-common';

/** The events of one part. */
export interface ResourceEventGroup {
  part: string;
  hasFailed: boolean;
  /** Failures first, then in the order of the API, newest first. */
  events: ResourceEvent[];
}

export function isFailure({ status }: ResourceEvent): boolean {
  return status.endsWith('_FAILED');
}

/** The events by part: the parts with failures first, otherwise in the order of their newest events. */
export function resourceEventGroups(
  events: ResourceEvent[],
): ResourceEventGroup[] {
  const groups = new Map<string, ResourceEvent[]>();
  for (const event of events) {
    groups.set(event.part, [...(groups.get(event.part) ?? []), event]);
  }
  return failuresFirst(
    [...groups].map(([part, all]) => ({
      part,
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
