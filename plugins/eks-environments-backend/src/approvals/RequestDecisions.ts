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
import type {
  DecisionInput,
  EventType,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import {
  type Clock,
  type DecisionRow,
  newId,
  type RequestRow,
  toColumn,
  transitionApprovalStep,
  transitionRequest,
} from '../database';
import { eventText, withReason } from '../events/eventText';
import type { ChangePublisher, EventRecorder, NewEvent } from '../events/types';
import type { QuotaLedger } from '../quotas';
import type { Person } from '../access/callers';
import type {
  IdempotencyKeys,
  KeyedWrite,
} from '../idempotency/IdempotencyKeys';
import type { ApprovalEffects } from './ApprovalEffects';
import { decidedAlready, holdOpenStep, passStep } from './decideStep';
import { OWN_REQUEST, skipSteps, type StoredStep } from './steps';

// The batch size of one run of the schedule: a long run blocks the next one, and the rest is still due then.
const EXPIRE_AT_ONCE = 100;

/** A decision of a person. */
interface Decided {
  by: string;
  actor: string;
  comment?: string;
  at: string;
}

interface RequestDecisionsOptions {
  knex: Knex;
  clock: Clock;
  effects: ApprovalEffects;
  ledger: QuotaLedger;
  keys: IdempotencyKeys;
  events: EventRecorder;
  changes: ChangePublisher;
  logger: LoggerService;
}

/**
 * Decides requests: approves, denies, withdraws and expires them.
 *
 * @remarks
 *
 * Each decision is one transaction that first writes the row of the request, so the second of two decisions at once sees the first: it
 * counts for the quorum, or gets a conflict if the request no longer waits. The approval of the last step has its effect in the same
 * transaction; a denial, a withdrawal and an expiry release the reservation in it.
 */
export class RequestDecisions {
  readonly #options: RequestDecisionsOptions;

  constructor(options: RequestDecisionsOptions) {
    this.#options = options;
  }

  /** Approves by policy, in the transaction that creates the request. */
  async approveByPolicy(
    transaction: Knex.Transaction,
    row: RequestRow,
  ): Promise<void> {
    const made = {
      by: `policy:${row.blueprint_name}@${row.blueprint_version}`,
      at: row.created_at,
    };
    await insertDecision(transaction, row, { step: null, made }, 'approved');
    await this.#approve(transaction, row, made);
  }

  /**
   * @throws NotAllowedError for the requester, whatever the permissions say
   * @throws ConflictError when the request no longer waits for a decision
   */
  async decide(
    requestId: string,
    { decision, comment }: DecisionInput,
    person: Person,
    write: KeyedWrite | undefined,
  ): Promise<void> {
    const { knex, keys, effects, changes } = this.#options;
    const row = await this.#find(requestId);
    if (row.requester === person.entityRef) {
      throw new NotAllowedError(OWN_REQUEST);
    }
    await keys.once(write, async () => {
      const at = this.#now();
      if (row.expires_at !== null && row.expires_at <= at) {
        throw new ConflictError(
          'The request has expired; its requester can submit a new one',
        );
      }
      const settle = async (
        transaction: Knex.Transaction,
      ): Promise<EventType> => {
        await keys.remember(transaction, write, requestId);
        const step = await holdOpenStep(transaction, row, person, at);
        const made = {
          by: person.entityRef,
          actor: person.entityRef,
          at,
          comment,
        };
        return decision === 'approve'
          ? this.#approveStep(transaction, row, step, made)
          : this.#deny(transaction, row, step, made);
      };
      let type: EventType;
      try {
        type = await knex.transaction(settle);
      } catch (error) {
        throw isDatabaseConflictError(error)
          ? new ConflictError(effects.conflictMessage(row))
          : error;
      }
      changes.publish({ type, ...subjectOf(row) });
      return requestId;
    });
  }

  /** @throws ConflictError when the request no longer waits for a decision */
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
          ...eventText('withdrawn'),
          at: this.#now(),
        });
      });
      changes.publish({ type: 'RequestCancelled', ...subjectOf(row) });
      return requestId;
    });
  }

  /** Expires requests that nobody decided in time. Each in its own transaction, so that a failure affects only one. */
  async expireDue(): Promise<void> {
    const now = this.#now();
    let due: RequestRow[] = [];
    do {
      // Continues after the last one: those that could not be expired keep no others waiting.
      due = await this.#due(now, due.at(-1));
      await this.#expire(due);
    } while (due.length === EXPIRE_AT_ONCE);
  }

  async #due(
    now: string,
    after: RequestRow | undefined,
  ): Promise<RequestRow[]> {
    return this.#options
      .knex<RequestRow>('requests')
      .where('state', 'PendingApproval')
      .where('expires_at', '<=', now)
      .modify(query => {
        if (after) {
          query.where('id', '>', after.id);
        }
      })
      .orderBy('id')
      .limit(EXPIRE_AT_ONCE);
  }

  async #expire(due: RequestRow[]): Promise<void> {
    const { knex, changes, logger } = this.#options;
    for (const row of due) {
      try {
        await knex.transaction(transaction =>
          this.#end(transaction, row, 'Expired', {
            type: 'RequestExpired',
            ...eventText('request-expired'),
            at: this.#now(),
          }),
        );
        changes.publish({ type: 'RequestExpired', ...subjectOf(row) });
      } catch (error) {
        // Somebody decided at the last moment.
        if (!(error instanceof Error) || error.name !== 'ConflictError') {
          logger.error(
            `The request ${row.id} could not be expired`,
            toError(error),
          );
        }
      }
    }
  }

  /** @returns what happened: one of several approvals, the approval of the step, or that of the request */
  async #approveStep(
    transaction: Knex.Transaction,
    row: RequestRow,
    step: StoredStep,
    made: Decided,
  ): Promise<EventType> {
    await insertDecision(
      transaction,
      row,
      { step: step.step, made },
      'approved',
    );
    const passed = await passStep(transaction, step);
    if (passed.kind === 'last') {
      await this.#approve(transaction, row, made);
      return 'RequestApproved';
    }
    const type =
      passed.kind === 'next' ? 'ApprovalStepPassed' : 'ApprovalGiven';
    await this.#options.events.record(transaction, {
      type,
      requestId: row.id,
      actor: made.actor,
      ...withReason(passed.text, made.comment),
      data: { comment: made.comment, step: step.step },
      at: made.at,
    });
    return type;
  }

  async #approve(
    transaction: Knex.Transaction,
    row: RequestRow,
    made: { by: string; actor?: string; comment?: string; at: string },
  ): Promise<void> {
    const { effects, events } = this.#options;
    const { actor, comment, at } = made;
    await this.#move(transaction, row, 'Approved', at);
    await events.record(transaction, {
      type: 'RequestApproved',
      requestId: row.id,
      actor,
      ...(actor
        ? withReason(eventText('approved'), comment)
        : eventText('approved-by-policy')),
      data: { comment, by: made.by },
      at,
    });
    await effects.approve(transaction, row, { actor, at });
  }

  async #deny(
    transaction: Knex.Transaction,
    row: RequestRow,
    { step }: StoredStep,
    made: Decided,
  ): Promise<EventType> {
    const { actor, comment, at } = made;
    await insertDecision(transaction, row, { step, made }, 'denied');
    await transitionApprovalStep(transaction, {
      requestId: row.id,
      step,
      from: 'Open',
      to: 'Denied',
    });
    await this.#end(transaction, row, 'Denied', {
      type: 'RequestDenied',
      actor,
      ...withReason(eventText('denied'), comment),
      data: { comment },
      at,
    });
    return 'RequestDenied';
  }

  /** Ends a request without an effect, and releases its reservation. */
  async #end(
    transaction: Knex.Transaction,
    row: RequestRow,
    state: 'Denied' | 'Cancelled' | 'Expired',
    event: Omit<NewEvent, 'environmentId' | 'requestId' | 'finding'>,
  ): Promise<void> {
    const { ledger, events } = this.#options;
    await this.#move(transaction, row, state, event.at);
    await skipSteps(transaction, row.id);
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
      throw await decidedAlready(transaction, { id });
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
  {
    step,
    made,
  }: {
    step: number | null;
    made: { by: string; comment?: string; at: string };
  },
  decision: DecisionRow['decision'],
): Promise<void> {
  await transaction<DecisionRow>('decisions').insert({
    id: newId(),
    request_id: row.id,
    step,
    decision,
    decided_by: made.by,
    comment: made.comment ?? null,
    decided_at: made.at,
  });
}

/** What a change of a request is about. */
function subjectOf({ id, environment_id }: RequestRow) {
  return { requestId: id, environmentId: environment_id ?? undefined };
}
