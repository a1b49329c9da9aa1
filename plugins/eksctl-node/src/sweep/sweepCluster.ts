import { AwsClients } from '../stacks/AwsClients';
import { clusterKinds, stackKinds } from './clusterKinds';
import { ec2Kinds } from './ec2Kinds';
import { loadBalancerKinds } from './loadBalancerKinds';
import { SweepTarget } from './proof';
import { Leftover, SweepKind } from './SweepKind';
import { SweepItem, SweepReport } from './types';

/** In the order of removal: what holds others goes first. Stacks come last, since their deletion fails while leftovers hold their VPC. */
const kinds: SweepKind[] = [
  ...loadBalancerKinds,
  ...ec2Kinds,
  ...clusterKinds,
  ...stackKinds,
];

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
  environmentId: string;
  installation: string;
  mode: 'find' | 'remove';
  /** @defaultValue the current time */
  now?: () => Date;
}): Promise<SweepReport> {
  const { clients, mode, now = () => new Date() } = options;
  const target: SweepTarget = {
    clusterName: options.clusterName,
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
  for (const kind of kinds) {
    try {
      const leftovers = await kind.find(clients, target);
      report.looked.push(kind.name);
      for (const leftover of leftovers) {
        report.items.push(
          mode === 'find'
            ? remaining(kind, leftover)
            : await remove(kind, leftover, clients),
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

function remaining(
  kind: SweepKind,
  { id, proof, blocked }: Leftover,
): SweepItem {
  return {
    kind: kind.name,
    id,
    proof,
    outcome: 'remaining',
    ...(blocked === undefined ? {} : { reason: blocked }),
  };
}

async function remove(
  kind: SweepKind,
  leftover: Leftover,
  clients: AwsClients,
): Promise<SweepItem> {
  if (leftover.blocked !== undefined) {
    return remaining(kind, leftover);
  }
  const { id, proof } = leftover;
  try {
    await kind.remove(clients, id);
    return { kind: kind.name, id, proof, outcome: 'removed' };
  } catch (error) {
    const reason = reasonOf(error);
    return { kind: kind.name, id, proof, outcome: 'failed', reason };
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error
    ? `${error.name}: ${error.message}`
    : String(error);
}
