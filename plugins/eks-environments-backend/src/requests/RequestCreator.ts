import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  formatEntityName,
  type Plan,
  type PlanApprovalStep,
  type RequestInput,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import type { RequestDecisions } from '../approvals/RequestDecisions';
import { insertSteps } from '../approvals/steps';
import {
  type Clock,
  type EnvironmentRow,
  newId,
  type RequestRow,
  toColumn,
} from '../database';
import type { BlueprintStore, StoredBlueprint } from '../blueprints';
import type { Planner } from './planning';
import type { ChangePublisher, EventRecorder } from '../events/types';
import { NO_EKSCTL } from './planning';
import type { QuotaAmount, QuotaLedger } from '../quotas';
import type { Person } from '../access/callers';
import type {
  IdempotencyKeys,
  KeyedWrite,
} from '../idempotency/IdempotencyKeys';
import { isError, toInputError } from './findings';
import { NAME_TAKEN, nameTaken } from './nameTaken';
import { type PlannedRequest, QUOTA_EXCEEDED } from './RequestPlanner';
import { holdReplanned, NOT_FAILED } from './replannedEnvironment';
import { OWNER_NOT_ALLOWED } from './RequestResolver';
import type { StoredPlan } from './storedPlan';

/** Findings about a present conflict, not about wrong input. */
const CONFLICTS: readonly string[] = [QUOTA_EXCEEDED, NAME_TAKEN, NOT_FAILED];

/** An accepted request, in the columns of its table. */
interface AcceptedRequest {
  row: RequestRow;
  blueprint: StoredBlueprint;
  steps: PlanApprovalStep[];
  isAutomatic: boolean;
  amounts: QuotaAmount[];
  /** The failed environment that it revises. */
  replanned?: EnvironmentRow;
}

interface RequestCreatorOptions {
  knex: Knex;
  clock: Clock;
  blueprints: BlueprintStore;
  planner: Planner;
  ledger: QuotaLedger;
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
   * Refuses a request before anything is stored and anyone is notified, or stores it: with its reservation, and with its environment if
   * policy approves.
   *
   * @returns the id of the request
   * @throws InputError, NotAllowedError that name the field; ConflictError when a quota is exceeded or the name is taken;
   *   ServiceUnavailableError when no replica can run eksctl
   */
  async create(
    input: RequestInput,
    requester: Person,
    write: KeyedWrite | undefined,
  ): Promise<string> {
    const { knex, keys, planner, changes } = this.#options;
    return keys.once(write, async () => {
      const planned = await planner.plan(input, requester);
      refuseUnlessAcceptable(planned.plan);
      const accepted = this.#accept(planned);
      const { id, owner, name } = accepted.row;
      try {
        await knex.transaction(transaction =>
          this.#store(transaction, accepted, write),
        );
      } catch (error) {
        throw isDatabaseConflictError(error)
          ? new ConflictError(nameTaken(owner, name))
          : error;
      }
      changes.publish({ type: 'RequestCreated', requestId: id });
      return id;
    });
  }

  #accept(planned: PlannedRequest): AcceptedRequest {
    const { resolved, plan, config = '', hourlyCost = 0 } = planned;
    const now = this.#options.clock.now();
    const isAutomatic = plan.approval.mode === 'automatic';
    const stored: StoredPlan = {
      ...plan,
      environmentId: resolved.environmentId,
      clusterName: resolved.clusterName,
      hourlyCost,
      leaseRules: resolved.leaseRules,
      amounts: planned.amounts,
    };
    return {
      row: {
        id: newId(),
        state: 'PendingApproval',
        requester: resolved.requester,
        owner: resolved.owner,
        blueprint_name: resolved.blueprint.name,
        blueprint_version: resolved.blueprint.version,
        name: resolved.name,
        account: resolved.account ?? '',
        region: resolved.region ?? '',
        lease: resolved.lease,
        reason: resolved.reason ?? null,
        values: JSON.stringify(resolved.values),
        plan: JSON.stringify(stored),
        config,
        created_at: toColumn(now),
        updated_at: toColumn(now),
        expires_at: isAutomatic
          ? null
          : toColumn(now.plus(planned.expiresAfter)),
        environment_id: resolved.replanned?.id ?? null,
      },
      blueprint: resolved.blueprint,
      steps: plan.approval.steps,
      isAutomatic,
      amounts: planned.amounts,
      replanned: resolved.replanned,
    };
  }

  async #store(
    transaction: Knex.Transaction,
    { row, blueprint, steps, isAutomatic, amounts, replanned }: AcceptedRequest,
    write: KeyedWrite | undefined,
  ): Promise<void> {
    const { blueprints, keys, ledger, events, decisions } = this.#options;
    const at = row.created_at;
    await keys.remember(transaction, write, row.id);
    if ((await blueprints.markUsed(transaction, blueprint, at)) === 'changed') {
      throw new ConflictError(
        `The blueprint ${blueprint.name}@${blueprint.version} was changed in the meantime; ask again`,
      );
    }
    if (replanned) {
      await holdReplanned(transaction, { id: replanned.id, at });
    }
    await transaction<RequestRow>('requests').insert(row);
    await insertSteps(transaction, row.id, steps);
    const reservation = {
      holder: { kind: 'request' as const, id: row.id },
      amounts,
      at,
    };
    await (replanned
      ? ledger.reserveBeyond(transaction, {
          ...reservation,
          beside: { kind: 'environment', id: replanned.id },
        })
      : ledger.reserve(transaction, reservation));
    await events.record(transaction, {
      type: 'RequestCreated',
      requestId: row.id,
      actor: row.requester,
      message: `Asked for ${replanned ? 'other values of ' : ''}${row.name} (${
        row.blueprint_name
      }@${row.blueprint_version}) for ${formatEntityName(row.owner)}`,
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
function refuseUnlessAcceptable({ findings }: Plan): void {
  const all = findings.filter(isError);
  const errors = all.filter(({ code }) => code !== NO_EKSCTL);
  const ofRights = errors.filter(({ code }) => code === OWNER_NOT_ALLOWED);
  if (ofRights.length > 0) {
    throw new NotAllowedError(ofRights[0].message);
  }
  const ofState = errors.filter(({ code }) => CONFLICTS.includes(code));
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
