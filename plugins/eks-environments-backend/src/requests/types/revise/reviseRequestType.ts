import {
  environmentDeletePermission,
  parseDuration,
  type ReviseRequestInput,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import type { BlueprintStore } from '../../../blueprints';
import type { EnvironmentRow, LeaseRow, RequestRow } from '../../../database';
import { findEnvironment } from '../../../environments/findEnvironment';
import type { EnvironmentCommands } from '../../../environments/types';
import { requestPending } from '../../../environments/retryRefusals';
import { findLease } from '../../../leases/findLease';
import type { QuotaLedger, ReservationHolder } from '../../../quotas';
import {
  holdBlueprint,
  readEnvironmentDetails,
  shownEnvironmentInput,
  toApprovedRequest,
  toEnvironmentRequest,
} from '../../environmentDetails';
import { assertFields } from '../../fields';
import type { EnvironmentPlanner } from '../../planning';
import { requestedText } from '../../requestedText';
import {
  ENVIRONMENT_FIELDS,
  type WantedEnvironment,
} from '../../RequestResolver';
import type { RequestType } from '../../RequestType';
import { checkRevision, holdFailed, NOT_FAILED } from './checkRevision';

const FIELDS = ['type', 'environmentId', 'reason', ...ENVIRONMENT_FIELDS];

/**
 * Requests to revise the values of an environment whose creation failed. Approval gives it the new values and queues its creation from
 * scratch; it keeps its id and its cluster name.
 */
export function reviseRequestType(options: {
  knex: Knex;
  blueprints: Pick<BlueprintStore, 'markUsed'>;
  planner: EnvironmentPlanner;
  ledger: QuotaLedger;
  commands: EnvironmentCommands;
}): RequestType {
  const { knex, blueprints, planner, ledger, commands } = options;
  return {
    type: 'revise',
    title: 'Revision',
    conflicts: [NOT_FAILED],
    subject(input) {
      assertFields(input, FIELDS);
      const { environmentId, blueprint, version } = input as ReviseRequestInput;
      return {
        kind: 'environment',
        id: environmentId,
        permission: environmentDeletePermission,
        creates: { blueprint, version },
      };
    },

    async plan(given, context) {
      const input = given as ReviseRequestInput;
      const environment = await findEnvironment(knex, input.environmentId);
      const present = {
        environment,
        lease: await findLease(knex, environment.id),
        reason: await findReason(knex, environment),
      };
      const planned = await planner.plan(
        {
          type: input.type,
          wanted: toWanted(input, present),
          replaces: holderOf(environment),
          check: resolved => checkRevision(knex, environment, resolved),
        },
        context,
      );
      const { resolved } = planned;
      return toEnvironmentRequest(planned, {
        type: input.type,
        environmentId: environment.id,
        input: {
          version: resolved.blueprint.version,
          lease: resolved.lease,
          values: resolved.values,
        },
      });
    },

    async hold(transaction, row) {
      await holdBlueprint(transaction, row, blueprints);
      await holdFailed(transaction, row);
    },

    reserve: (transaction, row, reservation) =>
      ledger.reserveBeyond(transaction, {
        ...reservation,
        beside: holderOf({ id: readEnvironmentDetails(row).environmentId }),
      }),

    approve: (transaction, row, decision) =>
      commands.revise(transaction, toApprovedRequest(row, decision)),

    shownInput: shownEnvironmentInput,
    requestedText: row => requestedText('revision-requested', row),
    conflictMessage: () => requestPending.message,
    lateConflictMessage: ({ name }) =>
      `${name} can't be revised any more; deny this request`,
  };
}

/** What the input leaves out stays as it is. */
function toWanted(
  { type, environmentId, ...input }: ReviseRequestInput,
  {
    environment,
    lease,
    reason,
  }: { environment: EnvironmentRow; lease: LeaseRow; reason?: string },
): WantedEnvironment {
  return {
    ...input,
    blueprint: input.blueprint ?? environment.blueprint_name,
    name: input.name ?? environment.name,
    owner: input.owner ?? environment.owner,
    account: input.account ?? environment.account,
    region: input.region ?? environment.region,
    lease: input.lease ?? requestableLease(lease),
    reason: input.reason ?? reason,
    values: input.values ?? JSON.parse(environment.values),
    revised: environment,
  };
}

async function findReason(
  knex: Knex,
  { request_id: id }: EnvironmentRow,
): Promise<string | undefined> {
  const request = await knex<RequestRow>('requests')
    .where({ id })
    .first('reason');
  return request?.reason ?? undefined;
}

/** The present lease; the blueprint's default replaces one that can no longer be requested. */
function requestableLease({ duration }: LeaseRow): string | undefined {
  const reading = parseDuration(duration);
  return reading.kind === 'duration' ? reading.duration : undefined;
}

function holderOf({ id }: Pick<EnvironmentRow, 'id'>): ReservationHolder {
  return { kind: 'environment', id };
}
