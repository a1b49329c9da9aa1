import type { JsonValue } from '@backstage/types';
import type { z as zod } from 'zod/v3';

/*
 * The service validates user input; its errors name the field and what would be right. So the schema only checks types: its own errors
 * end up in the task's log with a stack.
 *
 * A parameter that was omitted may be an empty string.
 */

/** Input of all actions that submit a request. */
export const requestInputSchema = {
  version: (z: typeof zod) =>
    z
      .number()
      .optional()
      .describe('Version of the blueprint. Default: the newest'),
  name: (z: typeof zod) =>
    z
      .string()
      .describe(
        'Name of the environment: lower-case letters, digits and dashes, starting with a letter, at most 30',
      ),
  owner: (z: typeof zod) =>
    z
      .string()
      .describe(
        'Entity reference of the owner: a group of the person who runs the task, or the person',
      ),
  account: (z: typeof zod) =>
    z
      .string()
      .optional()
      .describe("Id of the AWS account. Default: the blueprint's first"),
  region: (z: typeof zod) =>
    z
      .string()
      .optional()
      .describe("AWS region. Default: the blueprint's first"),
  lease: (z: typeof zod) =>
    z
      .string()
      .optional()
      .describe("Lease as an ISO 8601 duration. Default: the blueprint's"),
  reason: (z: typeof zod) =>
    z.string().optional().describe('What it is for; approvers read it'),
  wait: (z: typeof zod) =>
    z
      .enum(['none', 'decision', 'ready'])
      .optional()
      .describe(
        'What to wait for: nothing (the default), the decision of an approver, or the cluster. A wait keeps a worker of the Scaffolder busy',
      ),
  waitTimeout: (z: typeof zod) =>
    z
      .string()
      .optional()
      .describe(
        'How long to wait at most, as an ISO 8601 duration up to PT2H. Default: PT1H. The request stays open when the task ends',
      ),
};

/** Values by name, of any JSON type. */
export function valuesSchema(z: typeof zod) {
  return z.record(z.custom<JsonValue>());
}

/** Output of all actions that submit a request. */
export const requestOutputSchema = {
  requestId: (z: typeof zod) => z.string().describe('Id of the request'),
  environmentId: (z: typeof zod) =>
    z
      .string()
      .optional()
      .describe('Id of the environment, once the request is approved'),
  entityRef: (z: typeof zod) =>
    z
      .string()
      .optional()
      .describe('Entity of the cluster in the catalog, after wait: ready'),
  state: (z: typeof zod) =>
    z
      .string()
      .describe(
        'State of the environment after wait: ready, otherwise of the request',
      ),
  url: (z: typeof zod) => z.string().describe('Page that shows the progress'),
  path: (z: typeof zod) =>
    z
      .string()
      .describe('The same page within the portal, for the links of a template'),
};
