import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/**
 * The options of the plan field in a template.
 *
 * @remarks
 *
 * The field's own value is the plan in words: the review step shows it, and a field without a value is never validated. It is empty while
 * there is no plan.
 */
export const planFieldSchema = makeFieldSchema({
  output: z =>
    z
      .object({
        owner: z.string(),
        lease: z.string(),
        size: z.string(),
        cost: z.string(),
        approval: z.string(),
      })
      .partial()
      .describe('The plan in words'),
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
