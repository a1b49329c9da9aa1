import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  type EventType,
  hasCreationFailed,
  hasDeletionFailed,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import type { DateTime } from 'luxon';
import {
  type Clock,
  type ClockGuard,
  type EnginePauseRow,
  type EnvironmentRow,
  type LeaseRow,
  lockEnvironment,
  type OperationRow,
  toColumn,
  transitionLease,
} from '../database';
import {
  type Deletion,
  deleteEnvironment,
} from '../environments/deleteEnvironment';
import { restart } from '../environments/restart';
import { eventText } from '../events/eventText';
import type { ChangePublisher, EventRecorder } from '../events/types';
import {
  type DatabaseOperationQueue,
  OperationRefusedError,
} from '../operations';
import { CREATE } from '../operations/create/types';
import { DELETE } from '../operations/delete';
import type { QuotaLedger } from '../quotas';
import {
  graceEnd,
  nextDueAt,
  requiredTime,
  warningsDue,
} from '../leases/leaseTimes';

/** How many leases are read at a time. A run continues until it has handled all that are due. */
const BATCH = 100;

/** How long a lease is postponed if processing it failed, so that it does not delay others, if its creation is running, or if its deletion is paused. */
const POSTPONED = { minutes: 10 };

/** How long a deletion waits before it asks again whether an operation that cannot be cancelled has ended. */
const WAITING = { minutes: 1 };

/** A lease that is due, with the state of its environment. */
type DueLease = LeaseRow &
  Pick<EnvironmentRow, 'state' | 'name' | 'resource_ref' | 'account'>;

/** The lease or its environment was changed since it was read. */
class LeaseMovedError extends Error {}

/**
 * Warns before leases end, ends them, deletes what is past its grace or its deadline, and retries failed deletions.
 *
 * @remarks
 *
 * Each lease has its next due time (`due_at`), so the cost of a run depends on what is due, not on what exists. Each step is one
 * transaction with a compare-and-set of environment and lease, so of two replicas, or a replica and a person who extends, only one wins.
 * Warnings that came due while no reaper ran are sent as one. While deletions are paused in an account, none begins there: the environments are
 * kept until the pause is lifted.
 */
export class Reaper {
  readonly #options: {
    knex: Knex;
    clock: Clock;
    events: EventRecorder;
    ledger: QuotaLedger;
    operations: DatabaseOperationQueue;
    changes: ChangePublisher;
    logger: LoggerService;
    clockGuard: ClockGuard;
  };

  constructor(options: {
    knex: Knex;
    clock: Clock;
    events: EventRecorder;
    ledger: QuotaLedger;
    operations: DatabaseOperationQueue;
    changes: ChangePublisher;
    logger: LoggerService;
    /** Checked before each batch: no lease is ended by a wrong clock. */
    clockGuard: ClockGuard;
  }) {
    this.#options = options;
  }

  /** Handles all leases that are due, each once; for a schedule. A lease that fails delays no other. */
  async reapDue(): Promise<void> {
    let last: DueLease | undefined;
    do {
      if ((await this.#options.clockGuard.check()).kind === 'apart') {
        return;
      }
      const batch = await this.#readDue(last);
      for (const lease of batch) {
        await this.#reapOrPostpone(lease);
      }
      last = batch.length < BATCH ? undefined : batch.at(-1);
    } while (last);
  }

  /** The next batch of due leases, after the last one: a lease that is due again at once is handled in the next run. */
  #readDue(last: DueLease | undefined): Promise<DueLease[]> {
    const { knex, clock } = this.#options;
    return knex('leases')
      .join('environments', 'environments.id', 'leases.environment_id')
      .where('leases.due_at', '<=', toColumn(clock.now()))
      .modify(query => {
        if (last) {
          query.whereRaw('(leases.due_at, leases.environment_id) > (?, ?)', [
            last.due_at,
            last.environment_id,
          ]);
        }
      })
      .orderBy(['leases.due_at', 'leases.environment_id'])
      .limit(BATCH)
      .select(
        'leases.*',
        'environments.state',
        'environments.name',
        'environments.resource_ref',
        'environments.account',
      );
  }

  async #reapOrPostpone(lease: DueLease): Promise<void> {
    const { clock, logger } = this.#options;
    // Read for each lease: a batch takes a while, and its events and grace count from when they happen.
    const now = clock.now();
    try {
      await this.#reap(lease, now);
    } catch (error) {
      if (error instanceof LeaseMovedError) {
        return;
      }
      if (error instanceof OperationRefusedError) {
        // An operation that cannot be cancelled runs; its end is waited for.
        await this.#postpone(lease, now.plus(WAITING));
        return;
      }
      logger.error(
        `The lease of ${lease.environment_id} could not be processed; it is due again in ${POSTPONED.minutes} minutes`,
        toError(error),
      );
      await this.#postpone(lease, now.plus(POSTPONED));
    }
  }

  /** Leases that fail each time would otherwise fill every batch and starve the others. */
  async #postpone(lease: DueLease, until: DateTime): Promise<void> {
    const { knex, logger } = this.#options;
    try {
      await knex<LeaseRow>('leases')
        .where({ environment_id: lease.environment_id, due_at: lease.due_at })
        .update({ due_at: toColumn(until) });
    } catch (error) {
      logger.error(
        `The lease of ${lease.environment_id} could not be postponed`,
        toError(error),
      );
    }
  }

  async #reap(lease: DueLease, now: DateTime): Promise<void> {
    if (this.#wouldDelete(lease) && (await this.#isPaused(lease))) {
      // The environment is kept, and its lease can still be extended.
      return this.#options.knex.transaction(transaction =>
        this.#moveLease(transaction, lease, {
          due_at: toColumn(now.plus(POSTPONED)),
        }),
      );
    }
    switch (lease.phase) {
      case 'pending':
        return this.#reapPending(lease, now);
      case 'active':
        return this.#reapActive(lease, now);
      case 'grace':
        return this.#endGrace(lease, now);
      case 'ended':
        return this.#reapEnded(lease, now);
      default:
        throw new Error(
          `There is no lease phase ${lease.phase satisfies never}`,
        );
    }
  }

  #wouldDelete({ phase, state }: DueLease): boolean {
    return phase === 'ended' ? hasDeletionFailed(state) : phase !== 'active';
  }

  /** Whether people have paused deletions where the environment is. */
  async #isPaused({ account }: DueLease): Promise<boolean> {
    const pause = await this.#options
      .knex<EnginePauseRow>('engine_pauses')
      .where('lane', 'teardown')
      .where(place => place.whereNull('account').orWhere({ account }))
      .first('id');
    return pause !== undefined;
  }

  /** The creation failed, and its deadline has passed. */
  async #reapPending(lease: DueLease, now: DateTime): Promise<void> {
    if (hasCreationFailed(lease.state)) {
      await this.#endFailed(lease, now);
    } else if ((await this.#endWaiting(lease, now)) === 'leftAlone') {
      return;
    }
    this.#publish('DeletionRequested', lease);
  }

  async #reapActive(lease: DueLease, now: DateTime): Promise<void> {
    const end = requiredTime(lease.expires_at, 'end');
    if (now < end) {
      await this.#warn(lease, end, now);
      this.#publish('LeaseWarned', lease);
    } else {
      await this.#expire(lease, now);
      this.#publish('LeaseExpired', lease);
    }
  }

  /** A failed deletion is retried. If one is in progress or complete, nothing is due. */
  async #reapEnded(lease: DueLease, now: DateTime): Promise<void> {
    if (hasDeletionFailed(lease.state)) {
      await this.#deleteAgain(lease, now);
      this.#publish('DeprovisioningRetried', lease);
      return;
    }
    await this.#options.knex.transaction(transaction =>
      this.#moveLease(transaction, lease, { due_at: null }),
    );
  }

  #publish(type: EventType, { environment_id: environmentId }: DueLease): void {
    this.#options.changes.publish({ type, environmentId });
  }

  async #warn(lease: DueLease, end: DateTime, now: DateTime): Promise<void> {
    const sent = warningsDue(lease, end, now);
    await this.#options.knex.transaction(async transaction => {
      await this.#moveLease(transaction, lease, {
        warnings_sent: sent,
        due_at: toColumn(nextDueAt(lease, end, sent)),
      });
      await this.#options.events.record(transaction, {
        type: 'LeaseWarned',
        environmentId: lease.environment_id,
        ...eventText('lease-ends', { end: { time: toColumn(end) } }),
        data: { expiresAt: lease.expires_at },
        at: toColumn(now),
      });
    });
  }

  /** The grace counts from the notification: even after a long outage, nothing is deleted without notice. */
  async #expire(lease: DueLease, now: DateTime): Promise<void> {
    const at = toColumn(now);
    const graceEndsAt = toColumn(graceEnd(lease, now));
    await this.#options.knex.transaction(async transaction => {
      // The environment before its lease: the order in which all transactions lock the rows.
      await transaction<EnvironmentRow>('environments')
        .where('id', lease.environment_id)
        .update({ updated_at: at });
      const outcome = await transitionLease(transaction, {
        environmentId: lease.environment_id,
        from: 'active',
        to: 'grace',
        expected: { due_at: lease.due_at, expires_at: lease.expires_at },
        changes: { grace_ends_at: graceEndsAt, due_at: graceEndsAt },
      });
      if (outcome === 'lost') {
        throw new LeaseMovedError();
      }
      await this.#options.events.record(transaction, {
        type: 'LeaseExpired',
        environmentId: lease.environment_id,
        ...eventText('lease-ended', { deletion: { time: graceEndsAt } }),
        data: { graceEndsAt },
        at,
      });
    });
  }

  async #endGrace(lease: DueLease, now: DateTime): Promise<void> {
    await this.#options.knex.transaction(transaction =>
      this.#delete(transaction, lease, now, {
        endReason: 'LeaseExpired',
        text: eventText('grace-ended'),
      }),
    );
    this.#publish('DeletionRequested', lease);
  }

  async #endFailed(lease: DueLease, now: DateTime): Promise<void> {
    await this.#options.knex.transaction(transaction =>
      this.#delete(transaction, lease, now, {
        endReason: 'ProvisioningDeadline',
        text: eventText('creation-deadline-passed'),
      }),
    );
  }

  /** Ends a failed create that waits for a retry, past its deadline. A running one is postponed: its outcome decides what is due next. */
  async #endWaiting(
    lease: DueLease,
    now: DateTime,
  ): Promise<'deleted' | 'leftAlone'> {
    return this.#options.knex.transaction(async transaction => {
      await lockEnvironment(transaction, lease.environment_id);
      // This locks the row: a concurrent claim either came first, and nothing is updated, or it waits for this transaction.
      const waiting = await transaction<OperationRow>('operations')
        .where({
          environment_id: lease.environment_id,
          type: CREATE,
          state: 'Pending',
        })
        .update({ type: CREATE });
      if (waiting === 0) {
        // The create may return to the queue, for example if its replica cannot run it. Then the deadline still applies.
        await this.#moveLease(transaction, lease, {
          due_at: toColumn(now.plus(POSTPONED)),
        });
        return 'leftAlone';
      }
      await this.#delete(transaction, lease, now, {
        endReason: 'ProvisioningDeadline',
        text: eventText('creation-waited-too-long'),
      });
      return 'deleted';
    });
  }

  async #deleteAgain(
    { environment_id: environmentId }: DueLease,
    now: DateTime,
  ): Promise<void> {
    const { knex, events, operations } = this.#options;
    const at = toColumn(now);
    await knex.transaction(async transaction => {
      const type = await restart(transaction, {
        environmentId,
        type: DELETE,
        operations,
        at,
      });
      if (!type) {
        throw new LeaseMovedError();
      }
      await events.record(transaction, {
        type,
        environmentId,
        ...eventText('deletion-retried'),
        at,
      });
    });
  }

  /** @throws LeaseMovedError when the lease, or its environment, changed since it was read */
  async #delete(
    transaction: Knex.Transaction,
    lease: DueLease,
    now: DateTime,
    deletion: Pick<Deletion, 'endReason' | 'text'>,
  ): Promise<void> {
    const outcome = await deleteEnvironment(
      transaction,
      {
        ...deletion,
        environmentId: lease.environment_id,
        lease,
        at: toColumn(now),
      },
      this.#options,
    );
    if (outcome === 'lost') {
      throw new LeaseMovedError();
    }
  }

  /** The lease must be as it was read: an extension moves its end. */
  async #moveLease(
    transaction: Knex.Transaction,
    lease: DueLease,
    changes: Partial<LeaseRow>,
  ): Promise<void> {
    const changed = await transaction<LeaseRow>('leases')
      .where({
        environment_id: lease.environment_id,
        phase: lease.phase,
        due_at: lease.due_at,
        expires_at: lease.expires_at,
      })
      .update(changes);
    if (changed === 0) {
      throw new LeaseMovedError();
    }
  }
}
