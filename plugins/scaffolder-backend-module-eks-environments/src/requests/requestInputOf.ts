import type { JsonObject } from '@backstage/types';
import type { RequestInput } from 'backstage-plugin-eks-environments-common';

/** What a step says about the request that it wants. */
export interface StepInput {
  blueprint: string;
  version?: number;
  name: string;
  owner: string;
  account?: string;
  region?: string;
  lease?: string;
  reason?: string;
  environmentId?: string;
  values?: JsonObject;
}

/** The request of a step. A parameter that was left out in the form may come as an empty string. */
export function requestInputOf(step: StepInput): RequestInput & JsonObject {
  return {
    blueprint: step.blueprint,
    version: step.version,
    name: step.name,
    owner: step.owner,
    account: step.account || undefined,
    region: step.region || undefined,
    lease: step.lease || undefined,
    reason: step.reason || undefined,
    environmentId: step.environmentId || undefined,
    values: step.values ?? {},
  };
}
