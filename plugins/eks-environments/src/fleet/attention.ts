import type { Fleet } from 'backstage-plugin-eks-environments-common';

/** The parts of the fleet page. */
export type FleetPart =
  | 'findings'
  | 'blueprints'
  | 'messages'
  | 'health'
  | 'breakers'
  | 'pauses'
  | 'due'
  | 'executors'
  | 'reconciliations';

/** What the page reads besides the fleet itself; undefined while it is loading. */
export interface FleetCounts {
  breakers: number | undefined;
  pauses: number | undefined;
  due: number | undefined;
}

/** How many things of each part need somebody; undefined while it is not known. */
export function attentionOf(
  fleet: Fleet,
  { breakers, pauses, due }: FleetCounts,
): Record<FleetPart, number | undefined> {
  return {
    findings: openFindings(fleet),
    blueprints: fleet.blueprintProblems.length,
    messages: fleet.stuckMessages.reduce(
      (sum, { messages }) => sum + messages,
      0,
    ),
    health: fleet.notHealthyTotal,
    breakers,
    pauses,
    due,
    executors: fleet.executors.filter(
      ({ alive, problems }) => !alive || problems.length > 0,
    ).length,
    reconciliations: fleet.reconciliations.filter(({ error }) => error).length,
  };
}

/** Undefined while nothing was found but AWS was not read completely. */
function openFindings(fleet: Fleet): number | undefined {
  const open = fleet.findings.filter(({ state }) => state === 'open').length;
  return open > 0 || isScanned(fleet) ? open : undefined;
}

/** Whether all places in AWS were read completely, so that nothing found means that there is nothing. */
export function isScanned({ reconciliations }: Fleet): boolean {
  return (
    reconciliations.length > 0 &&
    reconciliations.every(({ succeededAt, error }) => succeededAt && !error)
  );
}

/** The id of the element of a part, for links on the page. */
export function partId(part: FleetPart): string {
  return `fleet-${part}`;
}
