import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { EnvironmentRequest } from 'backstage-plugin-eks-environments-common';
import type { EksEnvironmentsService } from 'backstage-plugin-eks-environments-node';
import { poll, type WaitOptions } from './poll';

/** Waits until the request is decided, or has ended without a decision. */
export function waitForDecision(
  requestId: string,
  options: WaitOptions & {
    environments: Pick<EksEnvironmentsService, 'getRequest'>;
    getCredentials(): Promise<BackstageCredentials>;
  },
): Promise<EnvironmentRequest> {
  return poll(async () => {
    const request = await options.environments.getRequest(requestId, {
      credentials: await options.getCredentials(),
    });
    const isDecided =
      request.state === 'Approved'
        ? request.environmentId !== undefined
        : request.state !== 'PendingApproval';
    return isDecided ? request : undefined;
  }, options);
}
