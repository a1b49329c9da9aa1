import {
  type CreateRequestInput,
  formatEntityName,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import type { EnvironmentCommands } from '../../../environments/types';
import type { QuotaLedger } from '../../../quotas';
import { requestedText } from '../../requestedText';
import type { RequestPlanner } from '../../RequestPlanner';
import { ENVIRONMENT_FIELDS } from '../../RequestResolver';
import type { RequestType } from '../../RequestType';
import { toApprovedRequest } from '../../storedPlan';
import { checkNameIsFree, NAME_TAKEN, nameTaken } from './nameTaken';

/** Requests for a new environment. Approval queues its creation. */
export function createRequestType(options: {
  knex: Knex;
  planner: RequestPlanner;
  ledger: QuotaLedger;
  commands: EnvironmentCommands;
}): RequestType<CreateRequestInput> {
  const { knex, planner, ledger, commands } = options;
  return {
    type: 'create',
    title: 'New environment',
    fields: ['type', 'reason', ...ENVIRONMENT_FIELDS],
    conflicts: [NAME_TAKEN],
    subject: ({ blueprint, version }) => ({ blueprint, version }),

    async plan({ type, ...wanted }, requester) {
      const planned = await planner.plan(
        {
          wanted,
          check: ({ owner, name }) => checkNameIsFree(knex, owner, name),
        },
        requester,
      );
      const { blueprint, name, owner, account, region, lease, values } =
        planned.resolved;
      return {
        ...planned,
        type,
        input: {
          blueprint: blueprint.name,
          version: blueprint.version,
          name,
          owner,
          account,
          region,
          lease,
          values,
        },
      };
    },

    // A unique index keeps the name free until the request is written.
    async hold() {},

    reserve: (transaction, _, reservation) =>
      ledger.reserve(transaction, reservation),

    approve: (transaction, row, decision) =>
      commands.queue(transaction, toApprovedRequest(row, decision)),

    requestedText: row => requestedText('requested', row),
    conflictMessage: ({ owner, name }) => nameTaken(owner, name),
    lateConflictMessage: ({ owner, name }) =>
      `${formatEntityName(
        owner,
      )} has an environment called "${name}" by now; deny this request`,
  };
}
