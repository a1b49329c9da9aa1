import type { JsonObject } from '@backstage/types';
import type { RequestInput } from 'backstage-plugin-eks-environments-common';

/** The input of a step for its request. */
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

/**
 * The request of a step: the revision of the environment that the step names, otherwise a new one. A parameter that was omitted in the form
 * may be an empty string.
 */
export function requestInputOf(step: StepInput): RequestInput & JsonObject {
  const input = {
    blueprint: step.blueprint,
    version: step.version,
    name: step.name,
    owner: step.owner,
    account: step.account || undefined,
    region: step.region || undefined,
    lease: step.lease || undefined,
    reason: step.reason || undefined,
    values: step.values ?? {},
  };
  return step.environmentId
    ? { type: 'revise', environmentId: step.environmentId, ...input }
    : { type: 'create', ...input };
}
