import { InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { Duration } from 'luxon';
import { toMicroDollars } from '../util/money';
import {
  type BlueprintDocument,
  blueprintSchema,
  storedBlueprintSchema,
} from './blueprintSchema';
import type {
  BlueprintApprovalRule,
  BlueprintDefinition,
  BlueprintProblem,
} from './types';
import { parametersProblem } from './parameters';

/** The only value of a raw blueprint: the spec of its provisioner, as YAML text or as a map. */
const rawParameters: JsonObject = {
  type: 'object',
  required: ['config'],
  properties: {
    config: {
      title: 'Spec',
      description: 'The whole spec in YAML',
      type: ['string', 'object'],
      'ui:widget': 'textarea',
    },
  },
};

/** Converts a JSON document to a definition, or returns all of its problems. */
export function toDefinition(
  document: unknown,
  schema: typeof blueprintSchema = blueprintSchema,
):
  | { kind: 'blueprint'; definition: BlueprintDefinition }
  | {
      kind: 'invalid';
      problems: Omit<BlueprintProblem, 'source' | 'severity'>[];
    } {
  const parsed = schema.safeParse(document);
  if (!parsed.success) {
    return {
      kind: 'invalid',
      problems: parsed.error.issues.map(issue => ({
        path: issue.path.join('.') || undefined,
        message: issue.message,
      })),
    };
  }
  const definition = fromDocument(parsed.data);
  const message = parametersProblem(definition.parameters);
  return message === undefined
    ? { kind: 'blueprint', definition }
    : { kind: 'invalid', problems: [{ path: 'spec.parameters', message }] };
}

/**
 * Converts a document from the database, which contains only valid ones.
 *
 * @throws InputError when this version of the plugin no longer accepts it
 */
export function fromStored(json: string): BlueprintDefinition {
  const result = toDefinition(JSON.parse(json), storedBlueprintSchema);
  if (result.kind === 'invalid') {
    const [{ path, message }] = result.problems;
    throw new InputError(`A stored blueprint is not valid: ${path} ${message}`);
  }
  return result.definition;
}

function fromDocument({
  metadata,
  spec,
}: BlueprintDocument): BlueprintDefinition {
  return {
    ...metadata,
    parameters: closed(spec.raw ? rawParameters : spec.parameters),
    provisioner: spec.provisioner,
    template: spec.template,
    regions: spec.regions,
    accounts: spec.accounts,
    lease: {
      default: toIso(spec.lease.default),
      maximum: toIso(spec.lease.maximum),
      maximumTotal: toIso(spec.lease.maximumTotal),
      approvedTotal: toIso(spec.lease.approvedTotal ?? spec.lease.maximumTotal),
      grace: toIso(spec.lease.grace),
      warnings: [...spec.lease.warnings]
        .sort((a, b) => b.toMillis() - a.toMillis())
        .map(toIso),
      extension: toIso(spec.lease.extension),
      maximumExtensions: spec.lease.maximumExtensions,
      failureDeadline: toIso(spec.lease.failureDeadline),
    },
    approval: toRule(spec.approval),
    allowedPaths: spec.allowedPaths,
    raw: spec.raw,
  };
}

function toRule(
  approval: BlueprintDocument['spec']['approval'],
): BlueprintApprovalRule {
  if (approval.mode === 'automatic') {
    return approval;
  }
  const { automaticUpTo, approvers, steps, ...rest } = approval;
  return {
    ...rest,
    steps: approvers ? [{ approvers }] : steps ?? [],
    automaticUpTo: automaticUpTo && toMicroDollars(automaticUpTo.hourlyCost),
  };
}

/** A value that no template uses would seem to have an effect. */
function closed(parameters: JsonObject): JsonObject {
  return { additionalProperties: false, type: 'object', ...parameters };
}

function toIso(duration: Duration): string {
  return duration.toISO() ?? '';
}
