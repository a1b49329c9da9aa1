import { z } from 'zod';

/** The id of the operation type that hibernates environments. */
export const HIBERNATE = 'hibernate';

/** The id of the operation type that resumes environments. */
export const RESUME = 'resume';

/** Validates the input of both types. */
export const powerInput = z
  .object({ restore: z.record(z.any()).optional() })
  .strict();
