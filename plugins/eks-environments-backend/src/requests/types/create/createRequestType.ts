import {
  type CreateRequestInput,
  formatEntityName,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import type { BlueprintStore } from '../../../blueprints';
import type { EnvironmentCommands } from '../../../environments/types';
import type { QuotaLedger } from '../../../quotas';
import {
  holdBlueprint,
  shownEnvironmentInput,
  toApprovedRequest,
  toEnvironmentRequest,
} from '../../environmentDetails';
import { assertFields } from '../../fields';
import { requestedText } from '../../requestedText';
import type { EnvironmentPlanner } from '../../planning';
import { ENVIRONMENT_FIELDS } from '../../RequestResolver';
import type { RequestType } from '../../RequestType';
import { checkNameIsFree, NAME_TAKEN, nameTaken } from './nameTaken';

const FIELDS = ['type', 'reason', ...ENVIRONMENT_FIELDS];

/** Requests for a new environment. Approval queues its creation. */
export function createRequestType(options: {
  knex: Knex;
  blueprints: Pick<BlueprintStore, 'markUsed'>;
  planner: EnvironmentPlanner;
  ledger: QuotaLedger;
  commands: EnvironmentCommands;
}): RequestType {
  const { knex, blueprints, planner, ledger, commands } = options;
  return {
    type: 'create',
    title: 'New environment',
    conflicts: [NAME_TAKEN],
    subject(input) {
      assertFields(input, FIELDS);
      const { blueprint, version } = input as CreateRequestInput;
      return { kind: 'newEnvironment', blueprint, version };
    },

    async plan(input, context) {
      const { type, ...wanted } = input as CreateRequestInput;
      const planned = await planner.plan(
        {
          type,
          wanted,
          check: ({ owner, name }) => checkNameIsFree(knex, owner, name),
        },
        context,
      );
      const { blueprint, name, owner, account, region, lease, values } =
        planned.resolved;
      return toEnvironmentRequest(planned, {
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
      });
    },

    // A unique index keeps the name free until the request is written.
    hold: (transaction, row) => holdBlueprint(transaction, row, blueprints),

    reserve: (transaction, _, reservation) =>
      ledger.reserve(transaction, reservation),

    approve: (transaction, row, decision) =>
      commands.queue(transaction, toApprovedRequest(row, decision)),

    shownInput: shownEnvironmentInput,
    requestedText: row => requestedText('requested', row),
    conflictMessage: ({ owner, name }) => nameTaken(owner, name),
    lateConflictMessage: ({ owner, name }) =>
      `${formatEntityName(
        owner,
      )} has an environment called "${name}" by now; deny this request`,
  };
}
