import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  environmentStateLabels,
  type Finding,
  hasCreationFailed,
  type RequestInput,
  statesWhere,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import type { EnvironmentRow } from '../database';
import { findEnvironment } from '../environments/findEnvironment';
import { hasPendingReplan } from '../environments/rebuild';
import { refusal } from './findings';
import type { ResolvedRequest } from './RequestResolver';

/** The code of the finding that makes a refusal a conflict instead of wrong input. */
export const NOT_FAILED = 'environment-not-failed';

/**
 * The environment that is to be revised.
 *
 * @returns undefined when the input requests a new one
 * @throws NotFoundError when there is no such environment
 */
export async function findReplanned(
  knex: Knex,
  { environmentId }: RequestInput,
): Promise<EnvironmentRow | undefined> {
  if (environmentId === undefined) {
    return undefined;
  }
  const row = await knex<EnvironmentRow>('environments')
    .where('id', environmentId)
    .first();
  if (!row) {
    throw new NotFoundError(`There is no environment ${environmentId}`);
  }
  return row;
}

/** What prevents a revision: the environment must have failed, and only values and lease may change. */
export async function checkReplan(
  knex: Knex,
  environment: EnvironmentRow,
  resolved: ResolvedRequest,
): Promise<Finding[]> {
  const kept: [field: string, before: string, after: string | undefined][] = [
    ['name', environment.name, resolved.name],
    ['owner', environment.owner, resolved.owner],
    ['blueprint', environment.blueprint_name, resolved.blueprint.name],
    ['account', environment.account, resolved.account],
    ['region', environment.region, resolved.region],
  ];
  return [
    ...kept.flatMap(([field, before, after]) =>
      before === after || after === undefined
        ? []
        : [
            refusal(
              'environment-keeps',
              field,
              `${field} stays ${before}: other values are for the same environment. Ask for a new one to change it`,
            ),
          ],
    ),
    ...(await stateFindings(knex, environment)),
  ];
}

/**
 * Checks again, in the transaction that stores the request, and locks the environment to its end: a deletion, a retry or another revision
 * comes before or after.
 *
 * @throws ConflictError when something that the plan is based on has changed since
 */
export async function holdReplanned(
  transaction: Knex.Transaction,
  { id, at }: { id: string; at: string },
): Promise<void> {
  const held = await transaction<EnvironmentRow>('environments')
    .where({ id })
    .whereIn('state', statesWhere(hasCreationFailed))
    .update({ updated_at: at });
  if (held === 0) {
    const { state } = await findEnvironment(transaction, id);
    throw new ConflictError(
      `Other values come too late: the state of the environment is ${environmentStateLabels[state]} by now`,
    );
  }
  if (await hasPendingReplan(transaction, id)) {
    throw new ConflictError(
      'Other values wait for a decision already; withdraw that request first',
    );
  }
}

async function stateFindings(
  knex: Knex,
  { id, state }: EnvironmentRow,
): Promise<Finding[]> {
  if (!hasCreationFailed(state)) {
    return [
      refusal(
        NOT_FAILED,
        'environmentId',
        `environmentId: only a creation that failed takes other values; its state is ${environmentStateLabels[state]}`,
      ),
    ];
  }
  return (await hasPendingReplan(knex, id))
    ? [
        refusal(
          NOT_FAILED,
          'environmentId',
          'environmentId: other values wait for a decision already; withdraw that request first',
        ),
      ]
    : [];
}
