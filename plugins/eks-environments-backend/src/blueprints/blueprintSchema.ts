import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import { Duration } from 'luxon';
import { z } from 'zod';

/*
 * The shape of a blueprint document. Unknown keys are refused: a misspelt `maximumTotl` would otherwise mean no maximum.
 */

const duration = z
  .object({
    weeks: z.number().int().nonnegative(),
    days: z.number().int().nonnegative(),
    hours: z.number().int().nonnegative(),
    minutes: z.number().int().nonnegative(),
    seconds: z.number().int().nonnegative(),
  })
  .partial()
  .strict()
  .transform(units => Duration.fromObject(units))
  .refine(value => value.toMillis() > 0, 'must be longer than nothing');

const entityRef = (defaultKind: string) =>
  z.string().transform((text, context) => {
    try {
      return stringifyEntityRef(
        parseEntityRef(text, { defaultKind, defaultNamespace: 'default' }),
      );
    } catch {
      context.addIssue({
        code: z.ZodIssueCode.custom,
        message: `"${text}" is no entity reference such as group:default/team`,
      });
      return z.NEVER;
    }
  });

const approval = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('automatic') }).strict(),
  z
    .object({
      mode: z.literal('person'),
      approvers: z.array(entityRef('group')).min(1),
      expiresAfter: duration.optional(),
      automaticUpTo: z
        .object({ hourlyCost: z.number().positive() })
        .strict()
        .optional(),
    })
    .strict(),
]);

const lease = z
  .object({
    default: duration,
    maximum: duration,
    maximumTotal: duration,
    grace: duration,
    warnings: z.array(duration).default([]),
    extension: duration,
    maximumExtensions: z.number().int().nonnegative(),
    failureDeadline: duration.default({ hours: 4 }),
  })
  .strict()
  .superRefine((rules, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: z.ZodIssueCode.custom, path: [path], message });
    if (rules.default.toMillis() > rules.maximum.toMillis()) {
      refuse('default', 'must not be longer than maximum');
    }
    if (rules.maximum.toMillis() > rules.maximumTotal.toMillis()) {
      refuse('maximum', 'must not be longer than maximumTotal');
    }
  });

const jsonObject = z.custom<JsonObject>(
  value => typeof value === 'object' && value !== null && !Array.isArray(value),
  'must be a map',
);

/** A name that fits into tags, labels and URLs, as the catalog's names do. */
const blueprintName = z
  .string()
  .max(63)
  .regex(
    /^[a-z]([a-z0-9-]*[a-z0-9])?$/,
    'must begin with a letter and hold lower-case letters, digits and hyphens',
  );

export const blueprintSchema = z
  .object({
    apiVersion: z.literal('eks-environments.io/v1'),
    kind: z.literal('Blueprint'),
    metadata: z
      .object({
        name: blueprintName,
        version: z.number().int().positive(),
        title: z.string().min(1).max(200),
        description: z.string().max(5000).default(''),
        owner: entityRef('group').optional(),
      })
      .strict(),
    spec: z
      .object({
        parameters: jsonObject.default({ type: 'object', properties: {} }),
        template: z.string().min(1).optional(),
        regions: z.array(z.string().min(1)).min(1),
        accounts: z.array(z.string().min(1)).min(1),
        lease,
        approval,
        allowedPaths: z.array(z.string().min(1)).default([]),
        raw: z.boolean().default(false),
      })
      .strict()
      .superRefine(({ raw, template }, context) => {
        if (raw === (template !== undefined)) {
          context.addIssue({
            code: z.ZodIssueCode.custom,
            path: ['template'],
            message: raw
              ? 'must be left out where raw is true'
              : 'must be given where raw is not true',
          });
        }
      }),
  })
  .strict();

export type BlueprintDocument = z.infer<typeof blueprintSchema>;
