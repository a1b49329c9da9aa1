import type { RequestInput } from 'backstage-plugin-eks-environments-common';
import type { Person } from '../access/callers';
import type { PlannedRequest } from './RequestPlanner';

/** Computes what a request would do. */
export interface Planner {
  /** @throws InputError when there is no such type or blueprint */
  plan(input: RequestInput, requester: Person): Promise<PlannedRequest>;
}
