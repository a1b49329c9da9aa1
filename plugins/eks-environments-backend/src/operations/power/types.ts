import type { JsonObject } from '@backstage/types';
import type { CostRate } from '../../costs';

/** The id of the operation type that hibernates environments. */
export const HIBERNATE = 'hibernate';

/** The id of the operation type that resumes environments. */
export const RESUME = 'resume';

/** What a resumption restores. */
export interface Restore {
  /** The rate before the hibernation. */
  rate: CostRate;
  /** What the provisioner wants to know. */
  provisioner: JsonObject;
}
