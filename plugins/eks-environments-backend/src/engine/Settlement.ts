import type { EventType } from 'backstage-plugin-eks-environments-common';
import type { Failure, SweepReport } from 'backstage-plugin-eksctl-node';
import type { Knex } from 'knex';
import { type DateTime, Duration } from 'luxon';
import {
  type Clock,
  databaseNow,
  type EnvironmentRow,
  fromColumn,
  type OperationRow,
  toColumn,
  transitionEnvironment,
} from '../database';
import { formatCount } from '../events/format';
import type { ChangePublisher, EventRecorder } from '../events/types';
import type { CircuitBreakers } from '../breakers';
import { type AfterFailure, toStoredFailure } from '../failures';
import {
  setFailureDeadline,
  setNextDeletion,
  silenceLease,
} from '../leases/failureDeadline';
import { startLease } from '../leases/startLease';
import type { QuotaLedger } from '../quotas';
import { type HolderChanges, writeAsHolder } from './fence';
import { insertOperation } from './insertOperation';
import { planPhases } from './phases';
import { judge, type Verdict } from './retryPolicy';
import {
  type BuiltCluster,
  type ClaimedOperation,
  type Outcome,
  StoppedError,
} from './types';

/** An operation that nobody holds. */
const released = { ticket: null, claimed_until: null };

/** What settlements are written with. */
export interface SettlementOptions {
  knex: Knex;
  clock: Clock;
  events: EventRecorder;
  changes: ChangePublisher;
  ledger: QuotaLedger;
  breakers: CircuitBreakers;
  maximumAttempts: number;
  /** Pause before the second attempt. */
  firstBackoffSeconds: number;
  /** Between 0 and 1; for tests. */
  random?: () => number;
}

/**
 * Writes the beginning and the end of operations.
 *
 * @remarks
 *
 * Each is one transaction that the worker's ticket fences and in which everything that follows from it is written: the state of the
 * environment, its lease, its quota, the events and their messages, the next operation. So whatever dies, there is no environment that
 * is Ready without a lease, and none that is gone without its quota given back.
 */
export class Settlement {
  readonly #options: SettlementOptions;

  constructor(options: SettlementOptions) {
    this.#options = options;
  }

  /** The beginning of an operation; when somebody took over what was begun, nothing is left to do. */
  async begin(operation: ClaimedOperation): Promise<void> {
    if (operation.started_at !== null) {
      return;
    }
    const { environment_id: environmentId, kind } = operation;
    await this.#write(operation, async (transaction, at) => {
      await writeAsHolder(transaction, operation, { started_at: at });
      if (kind === 'Create') {
        await mustMove(transaction, {
          id: environmentId,
          from: 'Queued',
          to: 'Provisioning',
          at,
        });
        await transaction<EnvironmentRow>('environments')
          .where('id', environmentId)
          .whereNull('cost_from')
          .update({ cost_from: at });
      }
      return kind === 'Create'
        ? { type: 'ProvisioningStarted', message: 'Building began' }
        : { type: 'DeprovisioningStarted', message: 'The deletion began' };
    });
  }

  /**
   * The end of an attempt.
   *
   * @throws StoppedError `cancelled` when the cluster is ready but a person wanted it deleted meanwhile
   */
  async settle(operation: ClaimedOperation, outcome: Outcome): Promise<void> {
    switch (outcome.kind) {
      case 'ready':
        return this.#ready(operation, outcome.cluster);
      case 'gone':
        return this.#gone(operation, outcome.sweep);
      case 'leftovers':
        return this.#failed(operation, outcome);
      default:
        return this.#failed(operation, outcome);
    }
  }

  /** A person wanted the environment deleted while it was built. The deletion is left to whoever claims it next. */
  async cancelled(operation: ClaimedOperation): Promise<void> {
    const { environment_id: environmentId } = operation;
    await this.#write(operation, async (transaction, at) => {
      await writeAsHolder(transaction, operation, {
        state: 'Cancelled',
        finished_at: at,
        ...released,
      });
      await mustMove(transaction, {
        id: environmentId,
        from: 'Provisioning',
        to: 'Deprovisioning',
        at,
        // No retry of the creation follows any more.
        changes: { failure: null },
      });
      await silenceLease(transaction, environmentId);
      await insertOperation(transaction, { environmentId, kind: 'Delete', at });
      return undefined;
    });
    this.#options.changes.publish({ type: 'DeletionRequested', environmentId });
  }

  async #ready(
    operation: ClaimedOperation,
    cluster: BuiltCluster,
  ): Promise<void> {
    const { environment_id: environmentId } = operation;
    await this.#write(operation, async (transaction, at) => {
      const row = await writeAsHolder(transaction, operation, {
        state: 'Succeeded',
        percent: 100,
        failure: null,
        finished_at: at,
        ...released,
      });
      if (row.cancel_requested) {
        throw new StoppedError('cancelled');
      }
      await this.#options.breakers.succeeded(transaction, operation);
      await mustMove(transaction, {
        id: environmentId,
        from: 'Provisioning',
        to: 'Ready',
        at,
        changes: {
          ready_at: at,
          failure: null,
          nodes: cluster.nodes,
          kubernetes_version: cluster.kubernetesVersion,
          endpoint: cluster.endpoint ?? null,
          certificate_authority: cluster.certificateAuthority ?? null,
        },
      });
      await startLease(transaction, {
        environmentId,
        at,
        events: this.#options.events,
      });
      return {
        type: 'EnvironmentReady',
        message: [
          `The cluster answered; ${formatCount(cluster.nodes, 'node')} ready`,
          ...(cluster.unhealthy ?? []),
        ].join('. '),
      };
    });
  }

  async #gone(operation: ClaimedOperation, sweep: SweepReport): Promise<void> {
    const { environment_id: environmentId } = operation;
    await this.#write(operation, async (transaction, at) => {
      await writeAsHolder(transaction, operation, {
        state: 'Succeeded',
        percent: 100,
        failure: null,
        finished_at: at,
        ...released,
      });
      await this.#options.breakers.succeeded(transaction, operation);
      await mustMove(transaction, {
        id: environmentId,
        from: 'Deprovisioning',
        to: 'Deprovisioned',
        at,
        changes: {
          ended_at: at,
          cost_until: at,
          failure: null,
          sweep: JSON.stringify(sweep),
        },
      });
      await this.#options.ledger.release(transaction, {
        holder: { kind: 'environment', id: environmentId },
        at,
      });
      return {
        type: 'EnvironmentDeprovisioned',
        message: `Gone: a sweep for ${formatCount(
          sweep.looked.length,
          'kind',
        )} of things found nothing left`,
      };
    });
  }

  async #failed(
    operation: ClaimedOperation,
    {
      failure,
      sweep,
      standing,
    }: { failure: Failure; sweep?: SweepReport; standing?: string[] },
  ): Promise<void> {
    const { maximumAttempts, firstBackoffSeconds, random, clock, breakers } =
      this.#options;
    const verdict = judge(failure, {
      kind: operation.kind,
      attempt: operation.attempt,
      waits: operation.waits,
      sinceStart: sinceStart(operation, clock.now()),
      maximumAttempts,
      firstBackoffSeconds,
      random,
    });
    await this.#write(operation, async (transaction, at) => {
      const stored = JSON.stringify(
        toStoredFailure(failure, {
          at,
          next: after(operation, verdict),
          standing,
        }),
      );
      const row = await writeAsHolder(
        transaction,
        operation,
        verdict.kind === 'stop'
          ? { state: 'Failed', failure: stored, finished_at: at, ...released }
          : againFrom(transaction, operation, verdict, stored),
      );
      if (row.cancel_requested) {
        throw new StoppedError('cancelled');
      }
      await breakers.failed(transaction, operation, { failure, at });
      const changes = {
        failure: stored,
        ...(sweep ? { sweep: JSON.stringify(sweep) } : {}),
      };
      await transaction<EnvironmentRow>('environments')
        .where('id', operation.environment_id)
        .update({ ...changes, updated_at: at });
      if (operation.kind === 'Create') {
        await setFailureDeadline(transaction, {
          environmentId: operation.environment_id,
          at,
        });
      }
      return verdict.kind === 'stop'
        ? this.#giveUp(transaction, operation, {
            at,
            message: failure.developerMessage,
            leftovers: sweep !== undefined,
          })
        : retriedEvent(operation, failure);
    });
  }

  /** The attempts are used up: the environment waits for a person, or for the reaper. */
  async #giveUp(
    transaction: Knex.Transaction,
    operation: ClaimedOperation,
    end: { at: string; message: string; leftovers: boolean },
  ): Promise<TimelineEntry> {
    const { environment_id: environmentId } = operation;
    const { at, message, leftovers } = end;
    if (operation.kind === 'Create') {
      await mustMove(transaction, {
        id: environmentId,
        from: 'Provisioning',
        to: 'ProvisioningFailed',
        at,
      });
      return { type: 'ProvisioningFailed', message };
    }
    await mustMove(transaction, {
      id: environmentId,
      from: 'Deprovisioning',
      to: leftovers ? 'Quarantined' : 'DeprovisioningFailed',
      at,
    });
    await setNextDeletion(transaction, { environmentId, at });
    return {
      type: leftovers ? 'EnvironmentQuarantined' : 'DeprovisioningFailed',
      message,
    };
  }

  /** One transaction, its event, and the hint after it. */
  async #write(
    operation: ClaimedOperation,
    write: (
      transaction: Knex.Transaction,
      at: string,
    ) => Promise<TimelineEntry | undefined>,
  ): Promise<void> {
    const { knex, clock, events, changes } = this.#options;
    const { environment_id: environmentId } = operation;
    const at = toColumn(clock.now());
    const entry = await knex.transaction(async transaction => {
      const written = await write(transaction, at);
      if (written) {
        await events.record(transaction, { ...written, environmentId, at });
      }
      return written;
    });
    if (entry) {
      changes.publish({ type: entry.type, environmentId });
    }
  }
}

interface TimelineEntry {
  type: EventType;
  message: string;
}

/** An attempt that waits. The phases of the next one are told from the beginning; the percentage never goes back. */
function againFrom(
  transaction: Knex.Transaction,
  { kind, attempt, waits }: ClaimedOperation,
  { kind: how, seconds }: Exclude<Verdict, { kind: 'stop' }>,
  failure: string,
): HolderChanges {
  return {
    state: 'Pending',
    // The one that begins after an outage is not another one.
    attempt: how === 'wait' ? attempt - 1 : attempt,
    waits: how === 'wait' ? waits + 1 : 0,
    failure,
    phase: null,
    phases: JSON.stringify(planPhases(kind)),
    due_at: databaseNow(transaction, seconds),
    ...released,
  };
}

/** A deletion that used up its attempts is begun anew after a pause, a creation is not. */
function after({ kind }: ClaimedOperation, verdict: Verdict): AfterFailure {
  return verdict.kind === 'stop' && kind === 'Create' ? 'nothing' : 'retry';
}

/** How long an operation has been worked on. The one that begins now was read before that was written. */
function sinceStart(
  { started_at: startedAt }: OperationRow,
  now: DateTime,
): Duration {
  return startedAt === null
    ? Duration.fromMillis(0)
    : now.diff(fromColumn(startedAt));
}

function retriedEvent(
  { kind, attempt }: OperationRow,
  failure: Failure,
): TimelineEntry {
  return {
    type: kind === 'Create' ? 'ProvisioningRetried' : 'DeprovisioningRetried',
    message: `Attempt ${attempt} failed and is followed by another one: ${failure.developerMessage}`,
  };
}

/** The holder of the operation owns the state of its environment: a lost move is a defect. */
async function mustMove(
  transaction: Knex.Transaction,
  move: Parameters<typeof transitionEnvironment>[1],
): Promise<void> {
  const outcome = await transitionEnvironment(transaction, move);
  if (outcome === 'lost') {
    throw new Error(
      `The environment ${move.id} is not ${move.from}, so it can't become ${move.to}`,
    );
  }
}
