import { NotFoundError } from '@backstage/errors';
import type {
  Finding,
  RequestInput,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import type { EnvironmentRow, RequestRow } from '../database';
import { refusal } from './findings';
import type { ResolvedRequest } from './RequestResolver';

/** The code of the finding that makes a refusal a conflict, not bad input. */
export const NOT_FAILED = 'environment-not-failed';

/**
 * The environment that other values are asked for.
 *
 * @returns undefined when a new one is asked for
 * @throws NotFoundError when there is none
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

/** What is in the way of other values: the environment must have failed, and no more than values and lease may change. */
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

async function stateFindings(
  knex: Knex,
  { id, state }: EnvironmentRow,
): Promise<Finding[]> {
  if (state !== 'ProvisioningFailed') {
    return [
      refusal(
        NOT_FAILED,
        'environmentId',
        `environmentId: only a creation that failed takes other values; the environment is ${state}`,
      ),
    ];
  }
  const waiting = await knex<RequestRow>('requests')
    .where({ environment_id: id, state: 'PendingApproval' })
    .first('id');
  return waiting
    ? [
        refusal(
          NOT_FAILED,
          'environmentId',
          'environmentId: other values wait for a decision already; withdraw that request first',
        ),
      ]
    : [];
}
