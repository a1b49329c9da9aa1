import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/**
 * The options of the plan field in a template.
 *
 * @remarks
 *
 * The field's own value is a sentence about the plan: the review step shows it, and a field without a value is never validated.
 */
export const planFieldSchema = makeFieldSchema({
  output: z => z.string().describe('The plan in one sentence'),
  uiOptions: z =>
    z.object({
      blueprint: z.string().describe('The name of the blueprint'),
      version: z
        .number()
        .int()
        .optional()
        .describe('The version of the blueprint; left out, the newest'),
      parameters: z
        .object({
          name: z.string().optional(),
          owner: z.string().optional(),
          reason: z.string().optional(),
          lease: z.string().optional(),
          region: z.string().optional(),
          account: z.string().optional(),
          environmentId: z.string().optional(),
          values: z.string().optional(),
        })
        .optional()
        .describe(
          'Which parameter of the template holds what, where the names differ',
        ),
    }),
});

/** Props of the plan field. */
export type PlanFieldProps = typeof planFieldSchema.TProps;

/** `ui:options` of the plan field. */
export type PlanFieldOptions = NonNullable<
  PlanFieldProps['uiSchema']['ui:options']
>;
