import {
  type Environment,
  parseDuration,
  type RequestInput,
  type RetryInput,
} from 'backstage-plugin-eks-environments-common';

/** Whether a retry is a revision, which is planned and decided like any request. */
export function asksForOtherValues({ values, lease }: RetryInput): boolean {
  return values !== undefined || lease !== undefined;
}

/** The input of a revision of a failed environment: the new values, and everything else unchanged. */
export function replanInputOf(
  environment: Environment,
  { values, lease, reason }: RetryInput,
): RequestInput {
  return {
    environmentId: environment.id,
    blueprint: environment.blueprint.name,
    name: environment.name,
    owner: environment.owner,
    account: environment.account,
    region: environment.region,
    lease: lease ?? storedLease(environment),
    reason: reason ?? environment.reason,
    values: values ?? environment.values,
  };
}

/** The present lease; the blueprint's default replaces one that can no longer be requested. */
function storedLease({ lease }: Environment): string | undefined {
  const reading = parseDuration(lease.duration);
  return reading.kind === 'duration' ? reading.duration : undefined;
}
