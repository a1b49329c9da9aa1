import {
  isDatabaseConflictError,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
  toError,
} from '@backstage/errors';
import {
  type DecisionInput,
  formatEntityName,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import {
  type Clock,
  type DecisionRow,
  newId,
  type RequestRow,
  toColumn,
  transitionRequest,
} from '../database';
import type { EnvironmentCommands } from '../environments/types';
import type { ChangePublisher, EventRecorder } from '../events/types';
import type { QuotaLedger } from '../quotas';
import { toApprovedRequest } from '../requests/storedPlan';
import type { Person } from '../access/callers';
import type {
  IdempotencyKeys,
  KeyedWrite,
} from '../idempotency/IdempotencyKeys';

// A batch per run of the schedule: a run that takes long blocks the next one, and the rest is still due then.
const EXPIRE_AT_ONCE = 100;

interface RequestDecisionsOptions {
  knex: Knex;
  clock: Clock;
  commands: EnvironmentCommands;
  ledger: QuotaLedger;
  keys: IdempotencyKeys;
  events: EventRecorder;
  changes: ChangePublisher;
  logger: LoggerService;
}

/**
 * What becomes of requests: approved, denied, withdrawn, expired.
 *
 * @remarks
 *
 * Each is one transaction around a compare-and-set of the state, so of two people who decide at once one is told that it was
 * decided. What an approval builds, and what everything else gives back, is in the same transaction.
 */
export class RequestDecisions {
  readonly #options: RequestDecisionsOptions;

  constructor(options: RequestDecisionsOptions) {
    this.#options = options;
  }

  /** Approves in the transaction that makes the request. */
  async approveByPolicy(
    transaction: Knex.Transaction,
    row: RequestRow,
  ): Promise<void> {
    await this.#approve(transaction, row, {
      by: `policy:${row.blueprint_name}@${row.blueprint_version}`,
      at: row.created_at,
    });
  }

  /**
   * @throws NotAllowedError for the requester, whatever the permissions say
   * @throws ConflictError when the request does not wait for a decision any more
   */
  async decide(
    requestId: string,
    { decision, comment }: DecisionInput,
    person: Person,
    write: KeyedWrite | undefined,
  ): Promise<void> {
    const { knex, keys, changes } = this.#options;
    const row = await this.#find(requestId);
    if (row.requester === person.entityRef) {
      throw new NotAllowedError(
        'Nobody decides on their own request; somebody else has to',
      );
    }
    await keys.once(write, async () => {
      const at = this.#now();
      if (row.expires_at !== null && row.expires_at <= at) {
        throw new ConflictError('This request has expired; ask again');
      }
      const settle = async (transaction: Knex.Transaction) => {
        await keys.remember(transaction, write, requestId);
        const made = { by: person.entityRef, actor: person.entityRef, at };
        await (decision === 'approve'
          ? this.#approve(transaction, row, { ...made, comment })
          : this.#deny(transaction, row, { ...made, comment }));
      };
      try {
        await knex.transaction(settle);
      } catch (error) {
        throw isDatabaseConflictError(error)
          ? new ConflictError(
              `${formatEntityName(row.owner)} has an environment called "${
                row.name
              }" by now; deny this request`,
            )
          : error;
      }
      changes.publish({
        type: decision === 'approve' ? 'RequestApproved' : 'RequestDenied',
        requestId,
      });
      return requestId;
    });
  }

  /** @throws ConflictError when the request does not wait for a decision any more */
  async cancel(
    requestId: string,
    actor: string,
    write: KeyedWrite | undefined,
  ): Promise<void> {
    const { knex, keys, changes } = this.#options;
    const row = await this.#find(requestId);
    await keys.once(write, async () => {
      await knex.transaction(async transaction => {
        await keys.remember(transaction, write, requestId);
        await this.#end(transaction, row, 'Cancelled', {
          type: 'RequestCancelled',
          actor,
          message: 'Withdrawn',
          at: this.#now(),
        });
      });
      changes.publish({ type: 'RequestCancelled', requestId });
      return requestId;
    });
  }

  /** Ends what nobody decided in time. Each in a transaction of its own, so that one failure keeps back one. */
  async expireDue(): Promise<void> {
    const { knex, changes, logger } = this.#options;
    const due = await knex<RequestRow>('requests')
      .where('state', 'PendingApproval')
      .where('expires_at', '<=', this.#now())
      .orderBy('expires_at')
      .limit(EXPIRE_AT_ONCE);
    for (const row of due) {
      try {
        await knex.transaction(transaction =>
          this.#end(transaction, row, 'Expired', {
            type: 'RequestExpired',
            message: 'Nobody decided in time',
            at: this.#now(),
          }),
        );
        changes.publish({ type: 'RequestExpired', requestId: row.id });
      } catch (error) {
        // Somebody decided in the last moment.
        if (!(error instanceof Error) || error.name !== 'ConflictError') {
          logger.error(
            `The request ${row.id} could not be expired`,
            toError(error),
          );
        }
      }
    }
  }

  async #approve(
    transaction: Knex.Transaction,
    row: RequestRow,
    made: { by: string; actor?: string; comment?: string; at: string },
  ): Promise<void> {
    const { commands, events } = this.#options;
    const { actor, comment, at } = made;
    await this.#move(transaction, row, 'Approved', at);
    await insertDecision(transaction, row, 'approved', made);
    await events.record(transaction, {
      type: 'RequestApproved',
      requestId: row.id,
      actor,
      message: actor ? withComment('Approved', comment) : 'Approved by policy',
      data: { comment, by: made.by },
      at,
    });
    const approved = toApprovedRequest(row, { actor, at });
    await (row.environment_id === null
      ? commands.queue(transaction, approved)
      : commands.rebuild(transaction, approved));
  }

  async #deny(
    transaction: Knex.Transaction,
    row: RequestRow,
    made: { by: string; actor: string; comment?: string; at: string },
  ): Promise<void> {
    const { actor, comment, at } = made;
    await this.#end(transaction, row, 'Denied', {
      type: 'RequestDenied',
      actor,
      message: withComment('Denied', comment),
      data: { comment },
      at,
    });
    await insertDecision(transaction, row, 'denied', made);
  }

  /** Ends a request without an environment, and gives back what it held. */
  async #end(
    transaction: Knex.Transaction,
    row: RequestRow,
    state: 'Denied' | 'Cancelled' | 'Expired',
    event: {
      type: 'RequestDenied' | 'RequestCancelled' | 'RequestExpired';
      actor?: string;
      message: string;
      data?: Record<string, unknown>;
      at: string;
    },
  ): Promise<void> {
    const { ledger, events } = this.#options;
    await this.#move(transaction, row, state, event.at);
    await ledger.release(transaction, {
      holder: { kind: 'request', id: row.id },
      at: event.at,
    });
    await events.record(transaction, { ...event, requestId: row.id });
  }

  async #move(
    transaction: Knex.Transaction,
    { id }: RequestRow,
    to: 'Approved' | 'Denied' | 'Cancelled' | 'Expired',
    at: string,
  ): Promise<void> {
    const outcome = await transitionRequest(transaction, {
      id,
      from: 'PendingApproval',
      to,
      at,
    });
    if (outcome === 'lost') {
      const now = await transaction<RequestRow>('requests')
        .where({ id })
        .first('state');
      throw new ConflictError(
        `This request is ${now?.state} already and waits for no decision`,
      );
    }
  }

  async #find(id: string): Promise<RequestRow> {
    const row = await this.#options
      .knex<RequestRow>('requests')
      .where({ id })
      .first();
    if (!row) {
      throw new NotFoundError(`There is no request ${id}`);
    }
    return row;
  }

  #now(): string {
    return toColumn(this.#options.clock.now());
  }
}

async function insertDecision(
  transaction: Knex.Transaction,
  row: RequestRow,
  decision: DecisionRow['decision'],
  made: { by: string; comment?: string; at: string },
): Promise<void> {
  await transaction<DecisionRow>('decisions').insert({
    id: newId(),
    request_id: row.id,
    decision,
    decided_by: made.by,
    comment: made.comment ?? null,
    decided_at: made.at,
  });
}

function withComment(what: string, comment: string | undefined): string {
  return comment ? `${what}: ${comment}` : what;
}
