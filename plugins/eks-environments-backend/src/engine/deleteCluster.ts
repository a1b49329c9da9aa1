import { ENVIRONMENT_ID } from 'backstage-plugin-eks-environments-common';
import {
  classifyFailure,
  type ClusterStack,
  deleteClusterArgs,
  type DeletePhase,
  describeCluster,
  EksStacks,
  type Failure,
  isClean,
  type Progress,
  progressOf,
  sweepCluster,
  type SweepItem,
  type SweepReport,
} from 'backstage-plugin-eksctl-node';
import type { AccountAccess } from '../accounts';
import type { PhaseName } from './phases';
import { preflight } from './preflight';
import type { ProcedureOptions } from './procedures';
import type { Outcome, Work } from './types';
import { eventsOfFailed, isInProgress, waitForStacks } from './watchStacks';

/*
 * The deletion of a cluster.
 *
 *   1. while EKS knows the cluster: eksctl delete cluster. What it says is noted, not believed.
 *   2. what is left of its stacks: deleted by ourselves, node groups and the like first, the cluster's own last. eksctl can't once the
 *      cluster is gone, and passes over a node group whose deletion failed.
 *   3. a sweep: everything that is provably the cluster's is removed, until a look finds nothing.
 *
 * Each step looks at AWS first, so it may be run again from the start.
 */

/** Leftovers that hold a VPC can make the deletion of a stack fail; they are swept and it is deleted again. */
const STACK_ROUNDS = 3;

/** eksctl has no drain of its own in what people see. */
const shownAs: Record<DeletePhase, PhaseName> = {
  drain: 'load-balancers',
  'load-balancers': 'load-balancers',
  nodes: 'nodes',
  'control-plane': 'control-plane',
  sweep: 'stacks',
};

class ClusterDeletion {
  readonly #work: Work;
  readonly #access: AccountAccess;
  readonly #options: ProcedureOptions;
  readonly #stacks: EksStacks;
  /** What was removed on the way, by kind and id. */
  readonly #removed = new Map<string, SweepItem>();
  #progress: Progress<DeletePhase> | undefined;

  constructor(work: Work, access: AccountAccess, options: ProcedureOptions) {
    this.#work = work;
    this.#access = access;
    this.#options = options;
    this.#stacks = new EksStacks(access.clients);
  }

  async run(): Promise<Outcome> {
    await this.#deleteByEksctl();
    const failure = await this.#deleteStacks();
    return failure ? { kind: 'failed', failure } : this.#sweep();
  }

  async #deleteByEksctl(): Promise<void> {
    const { environment, operation, journal } = this.#work;
    const name = environment.cluster_name;
    const cluster = await describeCluster(this.#access.clients, name);
    if (!cluster || !['ACTIVE', 'UPDATING'].includes(cluster.status)) {
      journal.say(
        cluster
          ? `EKS says that the cluster is ${cluster.status}; its stacks are deleted without eksctl`
          : 'EKS knows no such cluster; what is left of it is looked for',
      );
      return;
    }
    const { exit } = await this.#options.eksctl.run(
      deleteClusterArgs({
        name,
        region: this.#access.region,
        // Errors of Kubernetes that stopped the first attempt are ignored by the next.
        force: operation.attempt > 1,
      }),
      {
        work: this.#work,
        access: this.#access,
        onLine: line => {
          const before = this.#progress;
          this.#progress = progressOf('delete', line, before);
          if (this.#progress !== before) {
            journal.progress(
              shownAs[this.#progress.phase],
              this.#progress.percent,
            );
          }
        },
      },
    );
    if (exit.kind !== 'success') {
      journal.say(
        `eksctl did not get through (${exit.kind}); the portal goes on by itself`,
        'warning',
      );
    }
  }

  /** @returns why stacks are still there, or undefined when all are gone */
  async #deleteStacks(): Promise<Failure | undefined> {
    this.#work.journal.progress('stacks', 90);
    for (let round = 1; ; round++) {
      const standing = await this.#settledStacks();
      if (standing.length === 0) {
        return undefined;
      }
      if (round > STACK_ROUNDS) {
        return this.#explain(standing);
      }
      await this.#deleteRound(standing);
    }
  }

  /** Our stacks once none of them is being deleted. One that is being created can be deleted as it is. */
  async #settledStacks(): Promise<ClusterStack[]> {
    const { environment } = this.#work;
    for (;;) {
      const found = await this.#stacks.describeClusterStacks(
        environment.cluster_name,
      );
      const ours = found.filter(
        ({ tags }) => tags[ENVIRONMENT_ID] === environment.id,
      );
      const moving = ours.filter(
        ({ status }) => isInProgress(status) && status !== 'CREATE_IN_PROGRESS',
      );
      if (moving.length === 0) {
        return ours;
      }
      await this.#waitFor(moving.map(({ name }) => name));
    }
  }

  async #deleteRound(standing: ClusterStack[]): Promise<void> {
    const { journal } = this.#work;
    if (standing.some(({ status }) => status === 'DELETE_FAILED')) {
      await this.#removeLeftovers();
    }
    const before = standing.filter(({ role }) => role !== 'cluster');
    const last = standing.filter(({ role }) => role === 'cluster');
    for (const group of [before, last]) {
      for (const { name } of group) {
        journal.say(`Deletes the stack ${name}`);
        await this.#stacks.deleteStack(name);
      }
      const left = await this.#waitFor(group.map(({ name }) => name));
      if (left.size > 0) {
        return;
      }
    }
  }

  async #sweep(): Promise<Outcome> {
    const { journal, signal } = this.#work;
    const { clock, pause, watchMs, sweepFor } = this.#options;
    journal.progress('sweep', 95);
    journal.say('Looks for what the cluster left behind');
    const deadline = clock.now().plus(sweepFor);
    for (;;) {
      await this.#removeLeftovers();
      const report = this.#withRemoved(await this.#look('find'));
      if (isClean({ ...report, items: remainingOf(report) })) {
        journal.say('A sweep found nothing left', 'success');
        return { kind: 'gone', sweep: report };
      }
      if (clock.now() >= deadline) {
        return unclean(report);
      }
      await pause(watchMs, signal);
    }
  }

  async #removeLeftovers(): Promise<void> {
    const report = await this.#look('remove');
    for (const item of report.items) {
      this.#work.journal.say(
        `${item.kind} ${item.id} (${item.proof}): ${item.outcome}${
          item.reason ? `, ${item.reason}` : ''
        }`,
        item.outcome === 'failed' ? 'warning' : 'info',
      );
      if (item.outcome === 'removed') {
        this.#removed.set(`${item.kind}/${item.id}`, item);
      }
    }
  }

  #look(mode: 'find' | 'remove'): Promise<SweepReport> {
    const { environment } = this.#work;
    return sweepCluster({
      clients: this.#access.clients,
      clusterName: environment.cluster_name,
      environmentId: environment.id,
      installation: this.#options.installation,
      mode,
      now: () => this.#options.clock.now().toJSDate(),
    });
  }

  /** The report that is kept says what was removed, too, and not only that nothing is left. */
  #withRemoved(report: SweepReport): SweepReport {
    const remaining = new Set(report.items.map(keyOf));
    const removed = [...this.#removed.values()].filter(
      item => !remaining.has(keyOf(item)),
    );
    return { ...report, items: [...removed, ...report.items] };
  }

  async #explain(standing: ClusterStack[]): Promise<Failure> {
    return classifyFailure({
      exit: { kind: 'failed', exitCode: 1 },
      lines: [
        {
          level: 'critical',
          stream: 'stdout',
          text: `These stacks can't be deleted: ${standing
            .map(({ name, status }) => `${name} (${status})`)
            .join(', ')}`,
        },
      ],
      stackEvents: await eventsOfFailed(this.#access, standing),
    });
  }

  #waitFor(names: string[]): Promise<Map<string, string>> {
    return waitForStacks(names, {
      access: this.#access,
      signal: this.#work.signal,
      ...this.#options,
    });
  }
}

/** Runs a deletion, see above. */
export async function deleteCluster(
  work: Work,
  options: ProcedureOptions,
): Promise<Outcome> {
  const { environment, journal } = work;
  const access = await options.accounts.access(
    environment.account,
    environment.region,
  );
  journal.progress('preflight', 0);
  const objection = await preflight(access, environment);
  return objection
    ? { kind: 'failed', failure: objection }
    : new ClusterDeletion(work, access, options).run();
}

function keyOf({ kind, id }: SweepItem): string {
  return `${kind}/${id}`;
}

function remainingOf({ items }: SweepReport): SweepItem[] {
  return items.filter(({ outcome }) => outcome !== 'removed');
}

function unclean(sweep: SweepReport): Outcome {
  const items = remainingOf(sweep);
  if (items.length > 0) {
    const cause = items.map(({ kind, id }) => `${kind} ${id}`).join(', ');
    return {
      kind: 'leftovers',
      sweep,
      failure: {
        class: 'conflict',
        cause,
        developerMessage: 'The cluster is gone, but not all that it made.',
        operatorMessage: `Could not be removed: ${cause}`,
        remedy: 'The platform team must remove what is left; then try again.',
        retry: 'backoff',
      },
    };
  }
  const cause = sweep.incomplete
    .map(({ kind, reason }) => `${kind}: ${reason}`)
    .join('; ');
  return {
    kind: 'failed',
    failure: {
      class: 'permission',
      cause,
      developerMessage:
        'The cluster is gone, but the portal could not prove that nothing is left.',
      operatorMessage: `A sweep could not look for everything: ${cause}`,
      remedy: 'The platform team must give the portal the rights to look.',
      retry: 'backoff',
    },
  };
}
