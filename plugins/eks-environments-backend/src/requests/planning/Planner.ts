import type { RequestPlanner } from '../RequestPlanner';

/** Computes what a request would do. */
export type Planner = Pick<RequestPlanner, 'plan'>;
