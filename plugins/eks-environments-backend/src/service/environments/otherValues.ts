import type {
  Environment,
  RequestInput,
  RetryInput,
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
    lease: lease ?? environment.lease.duration,
    reason: reason ?? environment.reason,
    values: values ?? environment.values,
  };
}
