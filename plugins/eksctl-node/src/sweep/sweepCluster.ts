import { AwsClients } from '../stacks/AwsClients';
import { kindsOf } from './kinds';
import { SweepTarget, ResourceTag } from './SweepTarget';
import { Leftover } from './Leftover';
import { SweepKind } from './SweepKind';
import { SweepKnowledge } from './SweepKnowledge';
import { SweepItem, SweepReport, SweepScope } from './types';

/**
 * Searches AWS for everything that provably belongs to a cluster, and with `remove` removes what it finds.
 *
 * `removed` means that AWS accepted the removal, now or earlier; many removals take minutes. The proof that nothing is left is a later
 * report without items. Use `remove` only for a cluster that is being deleted: running clusters consist of the same resources.
 *
 * A kind that AWS does not allow to be listed is in `incomplete`; the other kinds are swept nevertheless.
 *
 * @public
 */
export async function sweepCluster(options: {
  clients: AwsClients;
  clusterName: string;
  /** The region of the cluster and of the clients: a global resource belongs to the cluster only with evidence of its region. */
  region: string;
  ownership: ResourceTag;
  manager: ResourceTag;
  mode: 'find' | 'remove';
  /** @defaultValue everything */
  scope?: SweepScope;
  /** @defaultValue the current time */
  now?: () => Date;
}): Promise<SweepReport> {
  const {
    clients,
    mode,
    scope = 'everything',
    now = () => new Date(),
  } = options;
  const target: SweepTarget = {
    clusterName: options.clusterName,
    region: options.region,
    ownership: options.ownership,
    manager: options.manager,
  };
  const report: SweepReport = {
    startedAt: now().toISOString(),
    finishedAt: '',
    items: [],
    searchedKinds: [],
    incomplete: [],
  };
  const known = new SweepKnowledge(clients, target);
  for (const kind of kindsOf[scope]) {
    try {
      const leftovers = await kind.find(clients, target, known);
      known.add(leftovers);
      report.searchedKinds.push(kind.name);
      const waits = neededBy(kind, report);
      for (const leftover of leftovers) {
        const blocked =
          leftover.blocked ?? (leftover.isBeingRemoved ? undefined : waits);
        report.items.push(
          mode === 'find'
            ? remaining(kind, leftover)
            : await remove(kind, { ...leftover, blocked }, clients),
        );
      }
    } catch (error) {
      report.incomplete.push({ kind: kind.name, reason: reasonOf(error) });
    }
  }
  report.finishedAt = now().toISOString();
  return report;
}

/**
 * Whether a report proves that nothing is left.
 *
 * @public
 */
export function isClean(report: SweepReport): boolean {
  return report.items.length === 0 && report.incomplete.length === 0;
}

/** Why a kind must wait for other kinds that were found or could not be listed. */
function neededBy(
  { after = [] }: SweepKind,
  { items, incomplete }: SweepReport,
): string | undefined {
  const first = [...items, ...incomplete].find(({ kind }) =>
    after.includes(kind),
  );
  return first && `It goes after the ${first.kind}`;
}

function remaining(kind: SweepKind, leftover: Leftover): SweepItem {
  return { ...itemOf(kind, leftover), outcome: 'remaining' };
}

async function remove(
  kind: SweepKind,
  leftover: Leftover,
  clients: AwsClients,
): Promise<SweepItem> {
  if (leftover.blocked !== undefined) {
    return remaining(kind, leftover);
  }
  const { id, proof, handle = id } = leftover;
  try {
    if (!leftover.isBeingRemoved) {
      await kind.remove(clients, handle);
    }
    return { kind: kind.name, id, proof, outcome: 'removed' };
  } catch (error) {
    return {
      ...itemOf(kind, leftover),
      outcome: 'failed',
      reason: reasonOf(error),
    };
  }
}

function itemOf(
  { name: kind }: SweepKind,
  { id, proof, blocked, isBeingRemoved, note, heldBy }: Leftover,
): Omit<SweepItem, 'outcome'> {
  const reason = isBeingRemoved ? 'It is being deleted' : blocked ?? note;
  return {
    kind,
    id,
    proof,
    ...(reason === undefined ? {} : { reason }),
    ...(heldBy === undefined ? {} : { heldBy }),
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error
    ? `${error.name}: ${error.message}`
    : String(error);
}
