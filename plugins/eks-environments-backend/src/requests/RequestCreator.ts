import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  type Plan,
  type PlanApprovalStep,
  type RequestInput,
  isRefusal,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import type { RequestDecisions } from '../approvals/RequestDecisions';
import { insertSteps } from '../approvals/steps';
import { type Clock, newId, type RequestRow, toColumn } from '../database';
import type { ChangePublisher, EventRecorder } from '../events/types';
import type { QuotaAmount } from '../quotas';
import type { Person } from '../access/callers';
import type {
  IdempotencyKeys,
  KeyedWrite,
} from '../idempotency/IdempotencyKeys';
import { isOfPortal, QUOTA_EXCEEDED, toInputError } from './findings';
import type { PlannedRequest } from './PlannedRequest';
import { OWNER_NOT_ALLOWED } from './RequestResolver';
import type { RequestType } from './RequestType';
import type { RequestTypes } from './RequestTypes';

/** An accepted request, in the columns of its table. */
interface AcceptedRequest {
  row: RequestRow;
  type: RequestType;
  steps: PlanApprovalStep[];
  isAutomatic: boolean;
  amounts: QuotaAmount[];
}

interface RequestCreatorOptions {
  knex: Knex;
  clock: Clock;
  types: RequestTypes;
  decisions: RequestDecisions;
  keys: IdempotencyKeys;
  events: EventRecorder;
  changes: ChangePublisher;
}

export class RequestCreator {
  readonly #options: RequestCreatorOptions;

  constructor(options: RequestCreatorOptions) {
    this.#options = options;
  }

  /**
   * Refuses a request before anything is stored and anyone is notified, or stores it: with its reservation, and with what it leads to
   * if policy approves.
   *
   * @returns the id of the request
   * @throws InputError, NotAllowedError that name the field; ConflictError when a quota is exceeded or the type finds a conflict;
   *   ServiceUnavailableError when no replica can create such an environment, or an approval rule failed
   */
  async create(
    input: RequestInput,
    requester: Person,
    write: KeyedWrite | undefined,
  ): Promise<string> {
    const { knex, keys, types, changes } = this.#options;
    return keys.once(write, async () => {
      const planned = await types.plan(input, {
        requester,
        purpose: 'request',
      });
      const type = types.of(planned);
      assertAcceptable(planned.plan, type.conflicts);
      const accepted = this.#accept(planned, type);
      const { row } = accepted;
      try {
        await knex.transaction(transaction =>
          this.#store(transaction, accepted, write),
        );
      } catch (error) {
        throw isDatabaseConflictError(error)
          ? new ConflictError(type.conflictMessage(row))
          : error;
      }
      changes.publish({
        type: 'RequestCreated',
        requestId: row.id,
        environmentId: row.environment_id ?? undefined,
      });
      return row.id;
    });
  }

  #accept(planned: PlannedRequest, type: RequestType): AcceptedRequest {
    const { environment, plan, amounts } = planned;
    const now = this.#options.clock.now();
    const isAutomatic = plan.approval.mode === 'automatic';
    return {
      row: {
        id: newId(),
        type: type.type,
        state: 'PendingApproval',
        requester: planned.requester,
        owner: environment.owner,
        blueprint_name: environment.blueprint.name,
        blueprint_version: environment.blueprint.version,
        name: environment.name,
        account: environment.account,
        region: environment.region,
        reason: planned.reason ?? null,
        input: JSON.stringify(planned.input),
        plan: JSON.stringify(plan),
        details: JSON.stringify(planned.details),
        created_at: toColumn(now),
        updated_at: toColumn(now),
        expires_at: isAutomatic
          ? null
          : toColumn(now.plus(planned.expiresAfter)),
        environment_id: environment.id ?? null,
      },
      type,
      steps: plan.approval.steps,
      isAutomatic,
      amounts,
    };
  }

  async #store(
    transaction: Knex.Transaction,
    { row, type, steps, isAutomatic, amounts }: AcceptedRequest,
    write: KeyedWrite | undefined,
  ): Promise<void> {
    const { keys, events, decisions } = this.#options;
    const at = row.created_at;
    await keys.remember(transaction, write, row.id);
    await type.hold(transaction, row);
    await transaction<RequestRow>('requests').insert(row);
    await insertSteps(transaction, row.id, steps);
    await type.reserve(transaction, row, {
      holder: { kind: 'request', id: row.id },
      amounts,
      at,
    });
    await events.record(transaction, {
      type: 'RequestCreated',
      requestId: row.id,
      actor: row.requester,
      ...type.requestedText(row),
      data: { reason: row.reason ?? undefined },
      at,
    });
    if (isAutomatic) {
      await decisions.approveByPolicy(transaction, row);
    }
  }
}

/**
 * Missing permissions first, then wrong input, then present conflicts: people correct them in that order. Last is what they cannot correct.
 */
function assertAcceptable(plan: Plan, conflicts: readonly string[]): void {
  refuseByFindings(plan, conflicts);
  if (plan.outcome === 'refused') {
    throw new InputError(
      'The request cannot be fulfilled as it is; change it, or ask the platform team',
    );
  }
}

function refuseByFindings(
  { findings }: Plan,
  conflicts: readonly string[],
): void {
  const all = findings.filter(isRefusal);
  const errors = all.filter(finding => !isOfPortal(finding));
  const ofRights = errors.filter(({ code }) => code === OWNER_NOT_ALLOWED);
  if (ofRights.length > 0) {
    throw new NotAllowedError(ofRights[0].message);
  }
  const ofState = errors.filter(
    ({ code }) => code === QUOTA_EXCEEDED || conflicts.includes(code),
  );
  if (errors.length > ofState.length) {
    throw toInputError(errors.filter(error => !ofState.includes(error)));
  }
  if (ofState.length > 0) {
    throw new ConflictError(ofState.map(({ message }) => message).join(' '));
  }
  if (all.length > 0) {
    throw new ServiceUnavailableError(all[0].message);
  }
}
