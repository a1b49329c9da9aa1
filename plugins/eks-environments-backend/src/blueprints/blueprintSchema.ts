import type { JsonObject } from '@backstage/types';
import { toDuration } from 'backstage-plugin-eks-environments-common';
import { Duration } from 'luxon';
import { z } from 'zod';
import { DEFAULT_PROVISIONER } from '../provisioners';
import { normalizeEntityRef } from '../util/entityRef';

/*
 * The shape of a blueprint document. Unknown keys are refused: a misspelt `maximumTotl` would otherwise mean no maximum.
 */

type DurationSchema = z.ZodType<Duration, z.ZodTypeDef, unknown>;

const units = z
  .object({
    weeks: z.number(),
    days: z.number(),
    hours: z.number(),
    minutes: z.number(),
  })
  .partial()
  .strict();

const durationOfPeople: DurationSchema = units.transform((given, context) => {
  const reading = toDuration(given);
  if (reading.kind === 'invalid') {
    context.addIssue({ code: z.ZodIssueCode.custom, message: reading.problem });
    return z.NEVER;
  }
  return Duration.fromISO(reading.duration);
});

/** Versions that were stored when there was no limit and seconds were allowed are still shown. */
const storedDuration: DurationSchema = units
  .extend({ seconds: z.number() })
  .partial()
  .transform(given => Duration.fromObject(given));

const entityRef = (defaultKind: string) =>
  z.string().transform((text, context) => {
    try {
      return normalizeEntityRef(text, defaultKind);
    } catch {
      context.addIssue({
        code: z.ZodIssueCode.custom,
        message: `must be an entity reference such as group:default/team, not "${text}"`,
      });
      return z.NEVER;
    }
  });

const approvers = z.array(entityRef('group')).min(1);

const approvalWith = (duration: DurationSchema) =>
  z.discriminatedUnion('mode', [
    z.object({ mode: z.literal('automatic') }).strict(),
    z
      .object({
        mode: z.literal('person'),
        approvers: approvers.optional(),
        steps: z
          .array(
            z
              .object({
                approvers,
                quorum: z.number().int().positive().max(20).default(1),
              })
              .strict(),
          )
          .min(1)
          .max(10)
          .optional(),
        expiresAfter: duration.optional(),
        automaticUpTo: z
          .object({ hourlyCost: z.number().positive() })
          .strict()
          .optional(),
      })
      .strict(),
  ]);

const leaseWith = (duration: DurationSchema) =>
  z
    .object({
      default: duration,
      maximum: duration,
      maximumTotal: duration,
      approvedTotal: duration.optional(),
      grace: duration,
      warnings: z.array(duration).default([]),
      extension: duration,
      maximumExtensions: z.number().int().nonnegative(),
      failureDeadline: duration.default({ hours: 4 }),
    })
    .strict()
    .superRefine((rules, context) => {
      const refuse = (path: string, message: string) =>
        context.addIssue({
          code: z.ZodIssueCode.custom,
          path: [path],
          message,
        });
      if (rules.default.toMillis() > rules.maximum.toMillis()) {
        refuse(
          'default',
          `must not be longer than maximum, which is ${rules.maximum.toHuman()}`,
        );
      }
      if (rules.maximum.toMillis() > rules.maximumTotal.toMillis()) {
        refuse(
          'maximum',
          `must not be longer than maximumTotal, which is ${rules.maximumTotal.toHuman()}`,
        );
      }
      if (
        rules.approvedTotal &&
        rules.approvedTotal.toMillis() < rules.maximumTotal.toMillis()
      ) {
        refuse(
          'approvedTotal',
          `must not be shorter than maximumTotal, which is ${rules.maximumTotal.toHuman()}`,
        );
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

const blueprintWith = (duration: DurationSchema) =>
  z
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
          provisioner: z.string().min(1).default(DEFAULT_PROVISIONER),
          template: z.string().min(1).optional(),
          regions: z.array(z.string().min(1)).min(1),
          accounts: z.array(z.string().min(1)).min(1),
          lease: leaseWith(duration),
          approval: approvalWith(duration),
          allowedPaths: z.array(z.string().min(1)).default([]),
          raw: z.boolean().default(false),
        })
        .strict()
        .superRefine(({ approval, raw, template }, context) => {
          if (
            approval.mode === 'person' &&
            (approval.approvers === undefined) ===
              (approval.steps === undefined)
          ) {
            context.addIssue({
              code: z.ZodIssueCode.custom,
              path: ['approval'],
              message: 'must have either approvers or steps',
            });
          }
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

/** A blueprint document. */
export const blueprintSchema = blueprintWith(durationOfPeople);

/** A blueprint that was stored by this version of the plugin or an earlier one. */
export const storedBlueprintSchema = blueprintWith(storedDuration);

export type BlueprintDocument = z.infer<typeof blueprintSchema>;
