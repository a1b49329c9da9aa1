import { z } from 'zod';

/** Parameters of the rules that compare people and groups. */
export const claimsSchema = z.object({
  claims: z
    .array(z.string())
    .describe('Entity references of users and groups, of which one must match'),
});

/** Parameters of the rules that compare blueprints. */
export const blueprintNamesSchema = z.object({
  names: z
    .array(z.string())
    .describe('Names of blueprints, of which one must match'),
});
