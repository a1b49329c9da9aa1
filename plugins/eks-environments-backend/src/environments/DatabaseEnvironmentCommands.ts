import { ConflictError } from '@backstage/errors';
import {
  type EndReason,
  environmentStateLabels,
  hasCreationFailed,
} from 'backstage-plugin-eks-environments-common';
import type { CodedText } from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import { hasPendingRequest } from '../approvals/pendingRequests';
import {
  type Clock,
  lockEnvironment,
  type RequestRow,
  toColumn,
} from '../database';
import { eventText } from '../events/eventText';
import type { ChangePublisher, EventRecorder } from '../events/types';
import { extendLease } from '../leases/extendLease';
import { readExtension } from '../leases/readExtension';
import type { DatabaseOperationQueue } from '../operations';
import { CREATE } from '../operations/create';
import { DELETE } from '../operations/delete';
import type { QuotaLedger } from '../quotas';
import { deleteEnvironment } from './deleteEnvironment';
import { toEnvironmentRow, toLeaseRow } from './newRows';
import { restart, type RestartEvent } from './restart';
import { retriesUsedUp, requestPending } from './retryRefusals';
import { revise } from './revise';
import type {
  Alongside,
  ApprovedRequest,
  ApprovedRevision,
  EnvironmentCommands,
} from './types';

/**
 * The commands on environments.
 *
 * @remarks
 *
 * `extend`, `delete` and `retry` are one transaction each; `queue` and `revise` are part of the transaction that approves. All
 * lock rows in the one order of `database/locking.ts`.
 */
export class DatabaseEnvironmentCommands implements EnvironmentCommands {
  readonly #options: {
    knex: Knex;
    clock: Clock;
    events: EventRecorder;
    changes: ChangePublisher;
    ledger: QuotaLedger;
    operations: DatabaseOperationQueue;
    maximumRetries: number;
  };

  constructor(options: {
    knex: Knex;
    clock: Clock;
    events: EventRecorder;
    changes: ChangePublisher;
    ledger: QuotaLedger;
    operations: DatabaseOperationQueue;
    /** How often people may retry a failed create of the same values. */
    maximumRetries: number;
  }) {
    this.#options = options;
  }

  async queue(
    transaction: Knex.Transaction,
    request: ApprovedRequest,
  ): Promise<void> {
    const { environmentId, actor, at } = request;
    await transaction('environments').insert(toEnvironmentRow(request));
    await transaction<RequestRow>('requests')
      .where('id', request.requestId)
      .update({ environment_id: environmentId });
    await this.#options.ledger.move(transaction, {
      from: { kind: 'request', id: request.requestId },
      to: { kind: 'environment', id: environmentId },
    });
    await transaction('leases').insert(toLeaseRow(request));
    await this.#options.operations.enqueue(transaction, {
      environmentId,
      type: CREATE,
    });
    await this.#options.events.record(transaction, {
      type: 'EnvironmentQueued',
      environmentId,
      requestId: request.requestId,
      actor,
      ...eventText('queued'),
      at,
    });
  }

  async revise(
    transaction: Knex.Transaction,
    request: ApprovedRevision,
  ): Promise<void> {
    await revise(transaction, request, this.#options);
  }

  async extend(options: {
    environmentId: string;
    duration?: string;
    until?: string;
    reason: string;
    actor: string;
    alongside?: Alongside;
  }): Promise<void> {
    const { knex, clock, events, changes } = this.#options;
    const { environmentId, reason, actor, alongside } = options;
    const extension = readExtension(options);
    await knex.transaction(async transaction => {
      await alongside?.(transaction);
      await extendLease(transaction, {
        environmentId,
        extension,
        limit: 'owner',
        reason,
        actor,
        events,
        now: clock.now(),
      });
    });
    changes.publish({
      type: 'LeaseExtended',
      environmentId: options.environmentId,
    });
  }

  async delete(options: {
    environmentId: string;
    endReason: EndReason;
    reason?: string;
    text?: CodedText;
    actor?: string;
    onlyUnfinished?: boolean;
    alongside?: Alongside;
  }): Promise<void> {
    const { alongside, ...deletion } = options;
    const { environmentId } = deletion;
    await this.#options.knex.transaction(async transaction => {
      await alongside?.(transaction);
      const outcome = await deleteEnvironment(
        transaction,
        { ...deletion, at: this.#now() },
        this.#options,
      );
      if (outcome === 'lost') {
        throw new ConflictError(
          'The environment changed at the same moment; try again',
        );
      }
    });
    this.#options.changes.publish({ type: 'DeletionRequested', environmentId });
  }

  async retry(options: {
    environmentId: string;
    actor: string;
    alongside?: Alongside;
  }): Promise<void> {
    const { environmentId, actor, alongside } = options;
    const at = this.#now();
    const type = await this.#options.knex.transaction(async transaction => {
      await alongside?.(transaction);
      const retried = await this.#restart(transaction, environmentId, at);
      await this.#options.events.record(transaction, {
        type: retried,
        environmentId,
        actor,
        ...eventText('retried'),
        at,
      });
      return retried;
    });
    this.#options.changes.publish({ type, environmentId });
  }

  async #restart(
    transaction: Knex.Transaction,
    environmentId: string,
    at: string,
  ): Promise<RestartEvent> {
    // A revision is requested, approved or withdrawn before or after.
    const { state, retries } = await lockEnvironment(
      transaction,
      environmentId,
    );
    const isCreate = hasCreationFailed(state);
    if (isCreate) {
      this.#assertMayRetry(retries);
      if (await hasPendingRequest(transaction, environmentId, 'revise')) {
        throw new ConflictError(requestPending.message);
      }
    }
    const event = await restart(transaction, {
      environmentId,
      type: isCreate ? CREATE : DELETE,
      operations: this.#options.operations,
      retries: isCreate ? retries + 1 : retries,
      at,
    });
    if (!event) {
      throw new ConflictError(
        `Nothing failed that could be tried again: the state of the environment is ${environmentStateLabels[state]}`,
      );
    }
    return event;
  }

  #assertMayRetry(retries: number): void {
    const { maximumRetries } = this.#options;
    if (retries >= maximumRetries) {
      throw new ConflictError(retriesUsedUp(retries, maximumRetries).message);
    }
  }

  #now(): string {
    return toColumn(this.#options.clock.now());
  }
}
