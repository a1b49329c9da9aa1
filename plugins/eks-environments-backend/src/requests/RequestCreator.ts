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
import type { BlueprintStore, StoredBlueprint } from '../blueprints';
import type { ChangePublisher, EventRecorder } from '../events/types';
import type { QuotaAmount } from '../quotas';
import type { Person } from '../access/callers';
import type {
  IdempotencyKeys,
  KeyedWrite,
} from '../idempotency/IdempotencyKeys';
import { isOfPortal, toInputError } from './findings';
import type { Planner } from './Planner';
import {
  type PlannedBuild,
  type PlannedRequest,
  QUOTA_EXCEEDED,
} from './RequestPlanner';
import { OWNER_NOT_ALLOWED } from './RequestResolver';
import type { RequestType } from './RequestType';
import type { RequestTypes } from './RequestTypes';
import type { StoredPlan } from './storedPlan';

type AcceptableBuild = Extract<PlannedBuild, { kind: 'planned' }>;

/** An accepted request, in the columns of its table. */
interface AcceptedRequest {
  row: RequestRow;
  type: RequestType;
  blueprint: StoredBlueprint;
  steps: PlanApprovalStep[];
  isAutomatic: boolean;
  amounts: QuotaAmount[];
}

interface RequestCreatorOptions {
  knex: Knex;
  clock: Clock;
  blueprints: BlueprintStore;
  planner: Planner;
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
   *   ServiceUnavailableError when no replica can run eksctl, or an approval rule failed
   */
  async create(
    input: RequestInput,
    requester: Person,
    write: KeyedWrite | undefined,
  ): Promise<string> {
    const { knex, keys, planner, types, changes } = this.#options;
    return keys.once(write, async () => {
      const planned = await planner.plan(input, requester);
      const type = types.of(planned);
      const build = acceptableBuild(planned, type.conflicts);
      const accepted = this.#accept(planned, build, type);
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
      changes.publish({ type: 'RequestCreated', requestId: row.id });
      return row.id;
    });
  }

  #accept(
    planned: PlannedRequest,
    build: AcceptableBuild,
    type: RequestType,
  ): AcceptedRequest {
    const { resolved, plan } = planned;
    const { spec, hourlyCost, amounts } = build;
    const now = this.#options.clock.now();
    const isAutomatic = plan.approval.mode === 'automatic';
    const stored: StoredPlan = {
      ...plan,
      environmentId: resolved.environmentId,
      clusterName: resolved.clusterName,
      provisioner: resolved.blueprint.provisioner,
      hourlyCost,
      leaseRules: resolved.leaseRules,
      amounts,
    };
    return {
      row: {
        id: newId(),
        type: type.type,
        state: 'PendingApproval',
        requester: resolved.requester,
        owner: resolved.owner,
        blueprint_name: resolved.blueprint.name,
        blueprint_version: resolved.blueprint.version,
        name: resolved.name,
        account: resolved.account ?? '',
        region: resolved.region ?? '',
        reason: resolved.reason ?? null,
        input: JSON.stringify(planned.input),
        plan: JSON.stringify(stored),
        spec,
        created_at: toColumn(now),
        updated_at: toColumn(now),
        expires_at: isAutomatic
          ? null
          : toColumn(now.plus(planned.expiresAfter)),
        environment_id: planned.environmentId ?? null,
      },
      type,
      blueprint: resolved.blueprint,
      steps: plan.approval.steps,
      isAutomatic,
      amounts,
    };
  }

  async #store(
    transaction: Knex.Transaction,
    { row, type, blueprint, steps, isAutomatic, amounts }: AcceptedRequest,
    write: KeyedWrite | undefined,
  ): Promise<void> {
    const { blueprints, keys, events, decisions } = this.#options;
    const at = row.created_at;
    await keys.remember(transaction, write, row.id);
    if ((await blueprints.markUsed(transaction, blueprint, at)) === 'changed') {
      throw new ConflictError(
        `The blueprint ${blueprint.name}@${blueprint.version} was changed in the meantime; ask again`,
      );
    }
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
function acceptableBuild(
  { plan, build }: PlannedRequest,
  conflicts: readonly string[],
): AcceptableBuild {
  refuseByFindings(plan, conflicts);
  if (plan.outcome === 'refused' || build.kind === 'refused') {
    throw new InputError(
      'The request cannot be fulfilled as it is; change it, or ask the platform team',
    );
  }
  return build;
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
