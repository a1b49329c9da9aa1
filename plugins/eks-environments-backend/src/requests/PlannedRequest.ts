import type { JsonObject } from '@backstage/types';
import type { Plan } from 'backstage-plugin-eks-environments-common';
import type { Duration } from 'luxon';
import type { QuotaAmount } from '../quotas';

/** The environment that a request is about, or is to become. */
export interface RequestedEnvironment {
  /** Undefined until a new environment exists. */
  id?: string;
  name: string;
  /** Entity reference. */
  owner: string;
  blueprint: { name: string; version: number };
  /** Empty where a refused plan found none. */
  account: string;
  region: string;
}

/** What a request would do, with everything that is stored of it. */
export interface PlannedRequest {
  /** Id of its type. */
  type: string;
  environment: RequestedEnvironment;
  /** Entity reference. */
  requester: string;
  reason?: string;
  /** The input of the type, with the defaults that apply. */
  input: JsonObject;
  /** As people see it. Only one whose outcome is `acceptable` is stored. */
  plan: Plan;
  /** What the approval needs besides, stored as JSON; only the type reads it. */
  details: object;
  /** What it takes of the quotas until it is decided. */
  amounts: QuotaAmount[];
  /** How long until it expires undecided. */
  expiresAfter: Duration;
}
