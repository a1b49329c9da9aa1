import {
  canCancel,
  environmentStateLabels,
  requestStateLabels,
} from 'backstage-plugin-eks-environments-common';
import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { EksEnvironmentsService } from 'backstage-plugin-eks-environments-node';
import { isResponseError } from '../errors/isResponseError';

const REASON = 'The Scaffolder task that asked for it was cancelled';

/** A request that is approved in the meantime becomes an environment, whose creation can be cancelled, too. */
const TRIES = 2;

/**
 * Revokes what a cancelled task requested, unless it is complete: withdraws a pending request, cancels a cluster that is queued or in
 * provisioning. A ready cluster is kept until the end of its lease.
 *
 * @returns the result in a sentence; never throws, since the task ends anyway
 */
export async function takeBack(
  requestId: string,
  options: {
    environments: EksEnvironmentsService;
    getCredentials(): Promise<BackstageCredentials>;
    logger: LoggerService;
  },
): Promise<string> {
  for (let tries = TRIES; ; tries--) {
    try {
      return await takeBackOnce(requestId, options);
    } catch (error) {
      if (tries > 1 && isConflict(error)) {
        continue;
      }
      options.logger.warn(
        `The request ${requestId} could not be cancelled: ${stringifyError(
          error,
        )}`,
      );
      return 'The requested change could not be cancelled and continues';
    }
  }
}

async function takeBackOnce(
  requestId: string,
  options: Parameters<typeof takeBack>[1],
): Promise<string> {
  const { environments } = options;
  const credentials = await options.getCredentials();
  const request = await environments.getRequest(requestId, { credentials });
  if (request.state === 'PendingApproval') {
    await environments.cancelRequest(requestId, { credentials });
    return 'Its request was withdrawn';
  }
  if (request.state !== 'Approved' || !request.environmentId) {
    return `The state of its request is ${requestStateLabels[request.state]}`;
  }
  const id = request.environmentId;
  const { state } = await environments.getEnvironment(id, { credentials });
  if (!canCancel(state)) {
    return `The state of the environment is ${environmentStateLabels[state]}; it stays`;
  }
  await environments.deleteEnvironment(
    id,
    { reason: REASON, onlyUnfinished: true },
    { credentials },
  );
  return 'The creation of the environment was cancelled with it';
}

function isConflict(error: unknown): boolean {
  return isResponseError(error) && error.statusCode === 409;
}
