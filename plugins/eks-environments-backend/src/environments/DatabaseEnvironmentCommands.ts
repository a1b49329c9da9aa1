import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  environmentStates,
  type EnvironmentState,
  type EndReason,
  isTransition,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import {
  type Clock,
  type EnvironmentRow,
  type OperationRow,
  toColumn,
  transitionEnvironment,
} from '../database';
import { insertOperation } from '../engine/insertOperation';
import type { ChangePublisher, EventRecorder } from '../events/types';
import { extendLease } from '../leases/extendLease';
import type { QuotaLedger } from '../quotas';
import { beginDeletion, setEndReason } from './beginDeletion';
import { toEnvironmentRow, toLeaseRow } from './newRows';
import { restart } from './restart';
import type { Alongside, ApprovedRequest, EnvironmentCommands } from './types';

/** What stands: a deletion of it may begin at any time. What is being built is stopped first. */
const deletableStates = (
  Object.keys(environmentStates) as EnvironmentState[]
).filter(
  state =>
    state !== 'Provisioning' &&
    isTransition(environmentStates, state, 'Deprovisioning'),
);

type Deletion = {
  environmentId: string;
  endReason: EndReason;
  message: string;
  actor?: string;
  at: string;
};

/**
 * The commands on environments, each one transaction.
 *
 * @remarks
 *
 * Rows are taken in one order everywhere (operation, environment, lease), so that no two transactions wait for each other.
 */
export class DatabaseEnvironmentCommands implements EnvironmentCommands {
  readonly #options: {
    knex: Knex;
    clock: Clock;
    events: EventRecorder;
    changes: ChangePublisher;
    ledger: QuotaLedger;
  };

  constructor(options: {
    knex: Knex;
    clock: Clock;
    events: EventRecorder;
    changes: ChangePublisher;
    ledger: QuotaLedger;
  }) {
    this.#options = options;
  }

  async queue(
    transaction: Knex.Transaction,
    request: ApprovedRequest,
  ): Promise<void> {
    const { environmentId, actor, at } = request;
    await transaction('environments').insert(toEnvironmentRow(request));
    await transaction('leases').insert(toLeaseRow(request));
    await insertOperation(transaction, { environmentId, kind: 'Create', at });
    await this.#options.events.record(transaction, {
      type: 'EnvironmentQueued',
      environmentId,
      requestId: request.requestId,
      actor,
      message: 'Waits for its turn to be built',
      at,
    });
  }

  async extend(options: {
    environmentId: string;
    duration: string;
    reason: string;
    actor: string;
    alongside?: Alongside;
  }): Promise<void> {
    const { knex, clock, events, changes } = this.#options;
    await knex.transaction(async transaction => {
      await options.alongside?.(transaction);
      await extendLease(transaction, { ...options, events, now: clock.now() });
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
    actor?: string;
    alongside?: Alongside;
  }): Promise<void> {
    const { environmentId, endReason, reason, actor } = options;
    const deletion: Deletion = {
      environmentId,
      endReason,
      actor,
      message: reason ? `Deletion requested: ${reason}` : 'Deletion requested',
      at: this.#now(),
    };
    await this.#options.knex.transaction(async transaction => {
      await options.alongside?.(transaction);
      const create = await askCreateToStop(transaction, environmentId);
      switch (create?.state) {
        case 'Running':
          await this.#stopBuilding(transaction, deletion);
          break;
        case 'Pending':
          await this.#cancelPending(transaction, create.id, deletion);
          break;
        default:
          await this.#deleteStanding(transaction, deletion);
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
      const retried =
        (await restart(transaction, { environmentId, kind: 'Create', at })) ??
        (await restart(transaction, { environmentId, kind: 'Delete', at }));
      if (!retried) {
        const { state } = await findEnvironment(transaction, environmentId);
        throw new ConflictError(
          `Nothing failed that could be tried again: the environment is ${state}`,
        );
      }
      await this.#options.events.record(transaction, {
        type: retried,
        environmentId,
        actor,
        message: 'Tried again by hand',
        at,
      });
      return retried;
    });
    this.#options.changes.publish({ type, environmentId });
  }

  /** The worker stops eksctl and leaves the deletion behind; see `settleCancelled`. */
  async #stopBuilding(
    transaction: Knex.Transaction,
    deletion: Deletion,
  ): Promise<void> {
    if (await setEndReason(transaction, deletion)) {
      await this.#recordRequest(transaction, deletion);
    }
  }

  /** No worker holds the operation: what was never begun is gone at once, what was begun is deleted. */
  async #cancelPending(
    transaction: Knex.Transaction,
    operationId: string,
    deletion: Deletion,
  ): Promise<void> {
    const { environmentId, at } = deletion;
    await transaction<OperationRow>('operations')
      .where('id', operationId)
      .update({ state: 'Cancelled', finished_at: at });
    if (await wasBegun(transaction, environmentId)) {
      // A retry waits in Queued, and something of the first try may stand.
      await transitionEnvironment(transaction, {
        id: environmentId,
        from: 'Queued',
        to: 'Provisioning',
        at,
      });
      await this.#mustBegin(transaction, deletion, ['Provisioning']);
    } else {
      await this.#endUnbuilt(transaction, deletion);
    }
  }

  async #endUnbuilt(
    transaction: Knex.Transaction,
    deletion: Deletion,
  ): Promise<void> {
    const { environmentId, at } = deletion;
    const { ledger, events } = this.#options;
    await transitionEnvironment(transaction, {
      id: environmentId,
      from: 'Queued',
      to: 'Deprovisioned',
      at,
      changes: { end_reason: 'Cancelled', ended_at: at },
    });
    const environment = await findEnvironment(transaction, environmentId);
    await ledger.release(transaction, {
      requestId: environment.request_id,
      at,
    });
    await this.#recordRequest(transaction, deletion);
    await events.record(transaction, {
      type: 'EnvironmentDeprovisioned',
      environmentId,
      message: 'Cancelled before anything was built',
      at,
    });
  }

  async #deleteStanding(
    transaction: Knex.Transaction,
    deletion: Deletion,
  ): Promise<void> {
    const { environmentId } = deletion;
    const { state } = await findEnvironment(transaction, environmentId);
    if (state !== 'Deprovisioning' && state !== 'Deprovisioned') {
      await this.#mustBegin(transaction, deletion, deletableStates);
    }
  }

  async #mustBegin(
    transaction: Knex.Transaction,
    deletion: Deletion,
    from: EnvironmentState[],
  ): Promise<void> {
    const outcome = await beginDeletion(transaction, {
      ...deletion,
      from,
      events: this.#options.events,
    });
    if (outcome === 'lost') {
      throw new ConflictError(
        'The environment changed at the same moment; try again',
      );
    }
  }

  async #recordRequest(
    transaction: Knex.Transaction,
    { environmentId, actor, message, endReason, at }: Deletion,
  ): Promise<void> {
    await this.#options.events.record(transaction, {
      type: 'DeletionRequested',
      environmentId,
      actor,
      message,
      data: { endReason },
      at,
    });
  }

  #now(): string {
    return toColumn(this.#options.clock.now());
  }
}

/** Tells whoever builds the environment to stop. @returns the open Create operation, or undefined when there is none */
async function askCreateToStop(
  transaction: Knex.Transaction,
  environmentId: string,
): Promise<Pick<OperationRow, 'id' | 'state'> | undefined> {
  const [create] = await transaction<OperationRow>('operations')
    .where({ environment_id: environmentId, kind: 'Create' })
    .whereIn('state', ['Pending', 'Running'])
    .update({ cancel_requested: true })
    .returning(['id', 'state']);
  return create;
}

async function wasBegun(
  transaction: Knex.Transaction,
  environmentId: string,
): Promise<boolean> {
  const begun = await transaction<OperationRow>('operations')
    .where('environment_id', environmentId)
    .whereNotNull('started_at')
    .first('id');
  return begun !== undefined;
}

async function findEnvironment(
  transaction: Knex.Transaction,
  id: string,
): Promise<EnvironmentRow> {
  const row = await transaction<EnvironmentRow>('environments')
    .where({ id })
    .first();
  if (!row) {
    throw new NotFoundError(`There is no environment ${id}`);
  }
  return row;
}
