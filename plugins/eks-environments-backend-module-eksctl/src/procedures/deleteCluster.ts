import type {
  DeleteResult,
  OperationContext,
  OperationOutcome,
} from 'backstage-plugin-eks-environments-node';
import {
  classifyFailure,
  type ClusterStack,
  deleteClusterArgs,
  type DeletePhase,
  describeCluster,
  EksStacks,
  liftDeletionProtection,
  type Failure,
  type Progress,
  progressOf,
  proofOf,
  rootEventOf,
  type StackEventSummary,
} from 'backstage-plugin-eksctl-node';
import { redact } from 'backstage-plugin-safe-text-node';
import type { AccountAccess } from '../accounts';
import { LeftoverSweep } from './LeftoverSweep';
import { openAccount } from './openAccount';
import type { ProcedureOptions } from './ProcedureOptions';
import { runWatched } from './runWatched';
import { outcomeOfSweep } from './sweepOutcome';
import { sweepTargetOf } from './sweepTarget';
import { eventsOfFailed, isInProgress, waitForStacks } from './watchStacks';

/*
 * The deletion of a cluster.
 *
 *   1. while EKS knows the cluster: eksctl delete cluster. Whatever it reports, AWS is asked afterwards. It is stopped when it hangs or takes
 *      too long: few deletions run at a time, and one that hangs blocks others.
 *   2. what is left of its stacks: deleted by the engine, node groups and the like first, the cluster's own last. eksctl cannot do this once
 *      the cluster is deleted, and skips a node group whose deletion failed. Between two rounds, what makes a stack fail is removed.
 *   3. a sweep: everything that provably belongs to the cluster is removed, until a pass finds nothing. That includes what the stacks could
 *      not delete, and the cluster itself.
 *
 * Each step reads AWS first, so the deletion can run again from the start.
 */

/** Rounds end when one makes no progress; this limit is for what is recreated as fast as it is removed. */
const STACK_ROUNDS = 10;

/** The pages show no phase for eksctl's drain. */
const shownAs: Record<DeletePhase, string> = {
  drain: 'load-balancers',
  'load-balancers': 'load-balancers',
  nodes: 'nodes',
  'control-plane': 'control-plane',
  sweep: 'stacks',
};

type Outcome = OperationOutcome<DeleteResult>;

class ClusterDeletion {
  readonly #context: OperationContext;
  readonly #access: AccountAccess;
  readonly #options: ProcedureOptions;
  readonly #stacks: EksStacks;
  readonly #sweep: LeftoverSweep;
  #progress: Progress<DeletePhase> | undefined;

  constructor(
    context: OperationContext,
    access: AccountAccess,
    options: ProcedureOptions,
  ) {
    this.#context = context;
    this.#access = access;
    this.#options = options;
    this.#stacks = new EksStacks(access.clients);
    this.#sweep = new LeftoverSweep(context, access, options);
  }

  async run(): Promise<Outcome> {
    await this.#deleteByEksctl();
    await this.#sweep.remove('attached');
    const existing = await this.#deleteStacks();
    const failure =
      existing.length > 0 ? await this.#explain(existing) : undefined;
    const outcome = await this.#sweepUp();
    // Where only leftovers remain, they explain more than the failure of a stack.
    const clusterRemains = outcome.kind === 'failed' && !outcome.result;
    return clusterRemains && failure ? { kind: 'failed', failure } : outcome;
  }

  async #deleteByEksctl(): Promise<void> {
    const { environment, operation, journal } = this.#context;
    const name = environment.resourceRef;
    const cluster = await this.#cluster();
    if (!cluster || !['ACTIVE', 'UPDATING'].includes(cluster.status)) {
      journal.log(
        cluster
          ? `The cluster is ${cluster.status} in EKS; its stacks are deleted without eksctl`
          : 'EKS has no cluster of this name; searching for its stacks and leftovers',
      );
      return;
    }
    const protection = await liftDeletionProtection({
      clients: this.#access.clients,
      clusterName: name,
    });
    if (protection === 'lifted') {
      journal.log('Disabled deletion protection');
    }
    const end = await runWatched(
      deleteClusterArgs({
        name,
        region: this.#access.region,
        // Kubernetes errors that stopped the first attempt are ignored by later ones.
        force: operation.attempt > 1,
      }),
      {
        ...this.#options,
        context: this.#context,
        access: this.#access,
        atMost: this.#options.deletionTimeout,
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
    if (end.kind === 'ended' && end.result.exit.kind !== 'success') {
      journal.log(
        `eksctl did not finish (${end.result.exit.kind}); the portal continues without it`,
        'warning',
      );
    }
  }

  /** @returns the stacks that still exist, because a round made no progress */
  async #deleteStacks(): Promise<ClusterStack[]> {
    this.#context.journal.progress('stacks', 90);
    let existing = await this.#settledStacks();
    let before = Infinity;
    for (let round = 1; existing.length > 0 && round <= STACK_ROUNDS; round++) {
      const removed =
        existing.some(hasFailed) && (await this.#sweep.remove('holding'));
      const left = resourcesOf(existing);
      if (round > 1 && !removed) {
        // CloudFormation takes minutes to find that a network is in use; one round is enough where only a person can change that.
        if (left >= before || (await this.#sweep.isHeld())) {
          break;
        }
      }
      before = left;
      await this.#deleteRound(existing);
      existing = await this.#settledStacks();
    }
    return existing;
  }

  /**
   * The environment's stacks, once none of them is being deleted. One that is being created can be deleted as it is. Ownership is also
   * proven as in the sweep: the stacks of an imported cluster have only eksctl's tags.
   */
  async #settledStacks(): Promise<ClusterStack[]> {
    const target = sweepTargetOf(this.#context.environment);
    for (;;) {
      const found = await this.#stacks.describeClusterStacks(
        target.clusterName,
      );
      const ours = found.filter(({ tags }) => proofOf(tags, target));
      const moving = ours.filter(
        ({ status }) => isInProgress(status) && status !== 'CREATE_IN_PROGRESS',
      );
      if (moving.length === 0) {
        return ours;
      }
      await this.#waitFor(moving);
    }
  }

  async #deleteRound(existing: ClusterStack[]): Promise<void> {
    const { journal } = this.#context;
    const before = existing.filter(({ role }) => role !== 'cluster');
    const last = existing.filter(({ role }) => role === 'cluster');
    for (const group of [before, last]) {
      for (const { name, id } of group) {
        journal.log(`Deleting the stack ${name}`);
        // By id: a worker that was delayed since it read the stacks must not delete what another worker created under the same name.
        await this.#stacks.deleteStack(id);
      }
      const left = await this.#waitFor(group);
      if (left.size > 0) {
        return;
      }
    }
  }

  async #sweepUp(): Promise<Outcome> {
    const { journal } = this.#context;
    journal.progress('sweep', 95);
    const outcome = outcomeOfSweep(await this.#sweep.run());
    if (outcome.kind === 'succeeded') {
      journal.log('The sweep found no leftovers', 'success');
    }
    return outcome;
  }

  #cluster() {
    const { resourceRef: name } = this.#context.environment;
    return describeCluster(this.#access.clients, name);
  }

  /** Why the stacks still exist: the resource that made the first of them fail. */
  async #explain(existing: ClusterStack[]): Promise<Failure> {
    // Another stack may exist only because it was not its turn, and may have failed when it was created.
    const failed = existing.filter(hasFailed);
    const stackEvents = await eventsOfFailed(this.#access, failed);
    const failure = classifyFailure({
      during: 'delete',
      exit: { kind: 'failed', exitCode: 1 },
      lines: [
        {
          level: 'critical',
          stream: 'stdout',
          text: `These stacks can't be deleted: ${existing
            .map(({ name, status }) => `${name} (${status})`)
            .join(', ')}`,
        },
      ],
      stackEvents,
    });
    const root = rootEventOf(stackEvents);
    return root
      ? { ...failure, cause: redact(`${nameOf(root)}: ${root.reason}`) }
      : failure;
  }

  #waitFor(stacks: ClusterStack[]): Promise<Map<string, string>> {
    return waitForStacks(
      stacks.map(({ id }) => id),
      { access: this.#access, signal: this.#context.signal, ...this.#options },
    );
  }
}

function hasFailed({ status }: ClusterStack): boolean {
  return status === 'DELETE_FAILED';
}

/** The number of resources in the stacks, including the stacks themselves. */
function resourcesOf(stacks: ClusterStack[]): number {
  return stacks.reduce(
    (sum, { resources }) =>
      sum +
      1 +
      resources.filter(({ status }) => status !== 'DELETE_COMPLETE').length,
    0,
  );
}

/** Formats an event as in `NodeInstanceRole (AWS::IAM::Role eksctl-demo-NodeInstanceRole-1A2B) of the stack eksctl-demo-nodegroup-main`. */
function nameOf(event: StackEventSummary): string {
  const { logicalId, resourceType, physicalId, stack } = event;
  return logicalId === stack
    ? `the stack ${stack}`
    : `${logicalId} (${[resourceType, physicalId]
        .filter(Boolean)
        .join(' ')}) of the stack ${stack}`;
}

/** Runs a deletion, see above. */
export async function deleteCluster(
  context: OperationContext,
  options: ProcedureOptions,
): Promise<Outcome> {
  const { access, objection } = await openAccount(context, options, 'any');
  return objection
    ? { kind: 'failed', failure: objection }
    : new ClusterDeletion(context, access, options).run();
}
