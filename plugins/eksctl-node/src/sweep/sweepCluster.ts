import { AwsClients } from '../stacks/AwsClients';
import { allKinds, holdingKinds } from './kinds';
import { SweepTarget } from './proof';
import { Leftover, SweepKind } from './SweepKind';
import { SweepItem, SweepReport } from './types';

/**
 * Looks for everything in AWS that is provably a cluster's, and with `remove` removes what it finds.
 *
 * `removed` says that AWS accepted the removal; many removals go on for minutes. The proof that nothing is left is a later report without
 * items. Call `remove` only for a cluster that is being deleted: running clusters are made of the same resources.
 *
 * A kind that AWS does not let us look for is listed in `incomplete`; the other kinds are swept nevertheless.
 *
 * @public
 */
export async function sweepCluster(options: {
  clients: AwsClients;
  clusterName: string;
  /** Of the cluster and of the clients: what is global is the cluster's only with a sign of its region. */
  region: string;
  environmentId: string;
  installation: string;
  mode: 'find' | 'remove';
  /**
   * What is looked for: `everything`, or only what can hold a cluster or its network while its stacks are still to be deleted. Only a report
   * of `everything` proves something.
   *
   * @defaultValue everything
   */
  scope?: 'everything' | 'holding';
  /** @defaultValue the current time */
  now?: () => Date;
}): Promise<SweepReport> {
  const { clients, mode, scope, now = () => new Date() } = options;
  const target: SweepTarget = {
    clusterName: options.clusterName,
    region: options.region,
    environmentId: options.environmentId,
    installation: options.installation,
  };
  const report: SweepReport = {
    startedAt: now().toISOString(),
    finishedAt: '',
    items: [],
    looked: [],
    incomplete: [],
  };
  for (const kind of scope === 'holding' ? holdingKinds : allKinds) {
    try {
      const leftovers = await kind.find(clients, target);
      report.looked.push(kind.name);
      const waits = neededBy(kind, report);
      for (const leftover of leftovers) {
        const blocked = leftover.blocked ?? waits;
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

/** Why a kind must wait for others that were found, or could not be looked for. */
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
    await kind.remove(clients, handle);
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
  { id, proof, blocked, note, heldBy }: Leftover,
): Omit<SweepItem, 'outcome'> {
  const reason = blocked ?? note;
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
