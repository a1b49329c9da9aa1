import { ConflictError } from '@backstage/errors';
import {
  environmentStateLabels,
  type Finding,
  hasCreationFailed,
  statesWhere,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import { hasPendingRequest } from '../../../approvals/pendingRequests';
import type { EnvironmentRow, RequestRow } from '../../../database';
import { findEnvironment } from '../../../environments/findEnvironment';
import { requestPending } from '../../../environments/retryRefusals';
import { refusal } from '../../findings';
import type { ResolvedRequest } from '../../RequestResolver';
import { readEnvironmentDetails } from '../../environmentDetails';

/** The code of the finding that makes a refusal a conflict instead of wrong input. */
export const NOT_FAILED = 'environment-not-failed';

/** What prevents a revision: the environment must have failed, and only values and lease may change. */
export async function checkRevision(
  knex: Knex,
  environment: EnvironmentRow,
  resolved: ResolvedRequest,
): Promise<Finding[]> {
  const kept: [field: string, before: string, after: string | undefined][] = [
    ['name', environment.name, resolved.name],
    ['owner', environment.owner, resolved.owner],
    ['blueprint', environment.blueprint_name, resolved.blueprint.name],
    ['provisioner', environment.provisioner, resolved.blueprint.provisioner],
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
              `${field} stays ${before}: a revision is of the same environment. Ask for a new one to change it`,
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
export async function holdFailed(
  transaction: Knex.Transaction,
  row: RequestRow,
): Promise<void> {
  const { environmentId: id } = readEnvironmentDetails(row);
  const held = await transaction<EnvironmentRow>('environments')
    .where({ id })
    .whereIn('state', statesWhere(hasCreationFailed))
    .update({ updated_at: row.created_at });
  if (held === 0) {
    const { state } = await findEnvironment(transaction, id);
    throw new ConflictError(
      `The revision comes too late: the state of the environment is ${environmentStateLabels[state]} by now`,
    );
  }
  if (await hasPendingRequest(transaction, id)) {
    throw new ConflictError(requestPending.message);
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
        `environmentId: only an environment whose creation failed can be revised; its state is ${environmentStateLabels[state]}`,
      ),
    ];
  }
  return (await hasPendingRequest(knex, id))
    ? [
        refusal(
          NOT_FAILED,
          'environmentId',
          `environmentId: ${requestPending.message}`,
        ),
      ]
    : [];
}
