import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import {
  type EnvironmentRequestInput,
  type Finding,
  hasDeletionBegun,
  isRefusal,
  type RequestInput,
} from 'backstage-plugin-eks-environments-common';
import type {
  AnyRequestType,
  Pause,
} from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import { hasPendingRequest } from '../../../approvals/pendingRequests';
import type { BlueprintStore } from '../../../blueprints';
import {
  type Clock,
  type EnvironmentRow,
  lockEnvironment,
  type RequestRow,
  toColumn,
} from '../../../database';
import { findEnvironment } from '../../../environments/findEnvironment';
import { requestPending } from '../../../environments/retryRefusals';
import { eventText, toStorableText } from '../../../events/eventText';
import type { EventRecorder } from '../../../events/types';
import { findLease } from '../../../leases/findLease';
import {
  assertEvent,
  type DatabaseOperationQueue,
  hasPath,
  inputProblem,
  toOperationEnvironment,
} from '../../../operations';
import type { ServiceConfig } from '../../../serviceConfig';
import { assertFields } from '../../fields';
import { refusal } from '../../findings';
import type { PlannedRequest } from '../../PlannedRequest';
import type { ApprovalPlanner, PlanContext } from '../../planning';
import { checkReason, checkRequiredReason } from '../../reason';
import type { RequestType } from '../../RequestType';
import { callApprove } from './callApprove';
import { callPlan } from './callPlan';

const FIELDS = ['type', 'environmentId', 'reason', 'input'];

/** The code of the finding that another request about the environment is undecided. */
const REQUEST_PENDING = 'request-pending';

/** The code of the finding that the environment is being deleted, or is gone. */
const ENVIRONMENT_ENDING = 'environment-ending';

export interface RegisteredTypeOptions {
  knex: Knex;
  clock: Clock;
  config: Pick<ServiceConfig, 'approvals'>;
  /** The installation in the ownership tags. */
  installation: string;
  blueprints: BlueprintStore;
  approvals: ApprovalPlanner;
  operations: DatabaseOperationQueue;
  events: EventRecorder;
  /** Waits for the deadline of hooks. */
  pause: Pause;
  logger: Pick<LoggerService, 'error'>;
}

/** The request type of the core for one that was registered: everything that is the same for all changes of an environment. */
export function registeredRequestType(
  type: AnyRequestType,
  options: RegisteredTypeOptions,
): RequestType {
  return {
    type: type.type,
    title: type.title,
    conflicts: [REQUEST_PENDING, ENVIRONMENT_ENDING, ...(type.conflicts ?? [])],
    subject(input) {
      assertFields(input, FIELDS);
      return {
        kind: 'environment',
        id: environmentIdOf(input),
        permission: type.permission,
      };
    },

    plan: (input, context) =>
      plan(type, input as EnvironmentRequestInput, context, options),

    async hold(transaction, row) {
      const environment = await lockEnvironment(
        transaction,
        environmentIdOfRow(row),
      );
      assertNotEnding(environment);
      if (await hasPendingRequest(transaction, environment.id)) {
        throw new ConflictError(requestPending.message);
      }
    },

    // What the environment takes of the quotas stays the same.
    async reserve() {},

    approve: (transaction, row, decision) =>
      approve(type, transaction, row, decision, options),

    shownInput: () => ({}),
    requestedText: row =>
      eventText('change-requested', { request: type.title, name: row.name }),
    conflictMessage: () => requestPending.message,
    lateConflictMessage: ({ name }) =>
      `${name} conflicts with something else by now; deny this request`,
  };
}

async function plan(
  type: AnyRequestType,
  given: EnvironmentRequestInput,
  { requester, purpose }: PlanContext,
  options: RegisteredTypeOptions,
): Promise<PlannedRequest> {
  const { knex, clock, config, installation, blueprints, approvals } = options;
  const { reason } = given;
  const input = parseInput(type, given.input ?? {});
  const environment = await findEnvironment(knex, given.environmentId);
  const lease = await findLease(knex, environment.id);
  const blueprint = await blueprintOf(environment, blueprints);
  const planFor = {
    environment: toOperationEnvironment(environment, { installation }),
    requester,
    at: toColumn(clock.now()),
  };
  const proposal = await callPlan(
    type,
    () => type.plan(input, planFor),
    options,
  );
  const { approval, findings: approvalFindings } = await approvals.plan(
    {
      request: { type: type.type, personDecides: proposal.personDecides },
      blueprint,
      owner: environment.owner,
      account: environment.account,
      region: environment.region,
      lease: proposal.lease ?? lease.duration,
      values: JSON.parse(environment.values),
      uncounted: [],
    },
    requester,
  );
  const findings = [
    // Beside a form there is no reason yet.
    ...(type.reason === 'required' && purpose === 'request'
      ? checkRequiredReason(reason)
      : checkReason(reason)),
    ...(await stateFindings(knex, environment)),
    ...proposal.findings,
    ...approvalFindings,
  ];
  return {
    type: type.type,
    environment: {
      id: environment.id,
      name: environment.name,
      owner: environment.owner,
      blueprint: { name: blueprint.name, version: blueprint.version },
      account: environment.account,
      region: environment.region,
    },
    requester: requester.entityRef,
    reason,
    input: { ...input } as JsonObject,
    plan: {
      outcome: findings.some(isRefusal) ? 'refused' : 'acceptable',
      findings,
      blueprint: {
        name: blueprint.name,
        version: blueprint.version,
        title: blueprint.title,
      },
      account: environment.account,
      region: environment.region,
      changes: proposal.changes,
      cost: proposal.cost,
      quota: [],
      approval,
    },
    details: proposal.details,
    amounts: [],
    expiresAfter:
      blueprint.approval.expiresAfter ?? config.approvals.expiresAfter,
  };
}

async function approve(
  type: AnyRequestType,
  transaction: Knex.Transaction,
  row: RequestRow,
  { actor, at }: { actor?: string; at: string },
  { operations, events, installation, pause }: RegisteredTypeOptions,
): Promise<void> {
  const environment = await lockEnvironment(
    transaction,
    environmentIdOfRow(row),
  );
  assertNotEnding(environment);
  await callApprove(type, { transaction, pause }, () =>
    type.approve(
      {
        knex: transaction,
        at,
        operations,
        async record(event) {
          assertEvent(type, event);
          await events.record(transaction, {
            ...toStorableText(event),
            environmentId: environment.id,
            requestId: row.id,
            actor,
            at,
          });
        },
      },
      {
        id: row.id,
        environment: toOperationEnvironment(environment, { installation }),
        requester: row.requester,
        input: parseInput(type, JSON.parse(row.input)),
        details: JSON.parse(row.details),
        reason: row.reason ?? undefined,
        approvedBy: actor,
      },
    ),
  );
}

async function stateFindings(
  knex: Knex,
  { id, state }: EnvironmentRow,
): Promise<Finding[]> {
  if (hasDeletionBegun(state)) {
    return [
      refusal(
        ENVIRONMENT_ENDING,
        'environmentId',
        'environmentId: the environment is being deleted, or is deleted already',
      ),
    ];
  }
  return (await hasPendingRequest(knex, id))
    ? [
        refusal(
          REQUEST_PENDING,
          'environmentId',
          `environmentId: ${requestPending.message}`,
        ),
      ]
    : [];
}

function assertNotEnding({ state }: EnvironmentRow): void {
  if (hasDeletionBegun(state)) {
    throw new ConflictError(
      'The environment is being deleted, or is deleted already',
    );
  }
}

async function blueprintOf(
  { blueprint_name: name, blueprint_version: version }: EnvironmentRow,
  blueprints: BlueprintStore,
) {
  const blueprint = await blueprints.find(name, version);
  if (!blueprint) {
    throw new NotFoundError(`There is no blueprint ${name}@${version}`);
  }
  return blueprint;
}

/** @throws InputError naming the field */
function parseInput(type: AnyRequestType, input: unknown): object {
  try {
    return type.input.parse(input);
  } catch (error) {
    const problem = inputProblem(error);
    throw new InputError(
      hasPath(error) ? `input.${problem}` : `input: ${problem}`,
    );
  }
}

function environmentIdOf(input: RequestInput): string {
  return (input as EnvironmentRequestInput).environmentId;
}

function environmentIdOfRow({ id, environment_id }: RequestRow): string {
  if (environment_id === null) {
    throw new Error(`The request ${id} names no environment`);
  }
  return environment_id;
}
