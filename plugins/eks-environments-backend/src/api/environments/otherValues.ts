import {
  type Environment,
  parseDuration,
  type RequestInput,
  type RetryInput,
} from 'backstage-plugin-eks-environments-common';

/** Whether another try is one with other values, which is planned and decided anew. */
export function asksForOtherValues({ values, lease }: RetryInput): boolean {
  return values !== undefined || lease !== undefined;
}

/** What is asked for a failed environment: the other values, and all else as it was. */
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

/** The lease as before; one that people can't ask for any more gives way to the blueprint's default. */
function storedLease({ lease }: Environment): string | undefined {
  const reading = parseDuration(lease.duration);
  return reading.kind === 'duration' ? reading.duration : undefined;
}
