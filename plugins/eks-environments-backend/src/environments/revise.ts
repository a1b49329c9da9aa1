import { environmentStateLabels } from 'backstage-plugin-eks-environments-common';
import { ConflictError } from '@backstage/errors';
import type { OperationQueue } from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import { changeRate } from '../costs';
import {
  type EnvironmentRow,
  type LeaseRow,
  transitionEnvironment,
} from '../database';
import { eventText } from '../events/eventText';
import type { EventRecorder } from '../events/types';
import { setFailureDeadline } from '../leases/failureDeadline';
import { CREATE } from '../operations/create';
import type { QuotaLedger } from '../quotas';
import { findEnvironment } from './findEnvironment';
import { rateOf, toAskedColumns, toLeaseRow } from './newRows';
import type { ApprovedRevision } from './types';

/**
 * Gives a failed environment the values of a revision and queues its creation: what exists was created with the earlier values, so it is
 * deleted first.
 *
 * @throws ConflictError when the environment is no longer a failed one, or an operation of it is open
 */
export async function revise(
  transaction: Knex.Transaction,
  request: ApprovedRevision,
  options: {
    ledger: QuotaLedger;
    events: EventRecorder;
    operations: OperationQueue;
  },
): Promise<void> {
  const { environmentId, requestId, amounts, actor, at } = request;
  await transaction<EnvironmentRow>('environments')
    .where({ id: environmentId, state: 'ProvisioningFailed' })
    // Of two revisions before anything was deleted, the first one replaced the spec of what exists.
    .update({
      existing_spec: transaction.raw('coalesce(existing_spec, spec)'),
    });
  const outcome = await transitionEnvironment(transaction, {
    id: environmentId,
    from: 'ProvisioningFailed',
    to: 'Queued',
    at,
    changes: { ...toAskedColumns(request), failure: null, retries: 0 },
  });
  if (outcome === 'lost') {
    const { state } = await findEnvironment(transaction, environmentId);
    throw new ConflictError(
      `The revision comes too late: the state of the environment is ${environmentStateLabels[state]} by now`,
    );
  }
  // What exists was created with the earlier values and is charged until now at their rate.
  await changeRate(transaction, { environmentId, rate: rateOf(request), at });
  await options.operations.enqueue(transaction, {
    environmentId,
    type: CREATE,
    input: { fromScratch: true },
  });
  await transaction<LeaseRow>('leases')
    .where('environment_id', environmentId)
    .update(toLeaseRow(request));
  await setFailureDeadline(transaction, { environmentId, at });
  await options.ledger.replace(transaction, {
    from: { kind: 'request', id: requestId },
    to: { kind: 'environment', id: environmentId },
    amounts,
    at,
  });
  await options.events.record(transaction, {
    type: 'ProvisioningRetried',
    environmentId,
    requestId,
    actor,
    ...eventText('revised'),
    at,
  });
}
