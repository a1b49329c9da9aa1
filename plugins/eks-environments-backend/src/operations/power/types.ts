import type { JsonObject } from '@backstage/types';
import { z } from 'zod';
import type { CostRate } from '../../costs';

/** The id of the operation type that hibernates environments. */
export const HIBERNATE = 'hibernate';

/** The id of the operation type that resumes environments. */
export const RESUME = 'resume';

/** Validates the input of both types. */
export const powerInput = z
  .object({ restore: z.record(z.any()).optional() })
  .strict();

/** What a resumption restores. */
export interface Restore {
  /** The rate before the hibernation. */
  rate: CostRate;
  /** What the provisioner wants to know. */
  provisioner: JsonObject;
}
