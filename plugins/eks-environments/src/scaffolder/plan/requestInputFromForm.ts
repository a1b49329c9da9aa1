import type { JsonObject, JsonValue } from '@backstage/types';
import type {
  CreateRequestInput,
  ReviseRequestInput,
} from 'backstage-plugin-eks-environments-common';
import type { PlanFieldOptions } from './planFieldSchema';

/** A form that can be planned, or the parameters that are still missing. */
export type FormRequest =
  | { status: 'complete'; input: CreateRequestInput | ReviseRequestInput }
  | { status: 'incomplete'; missing: string[] };

/**
 * Converts the values of a template's form to a request: the revision of the environment that the form names, otherwise a new one.
 *
 * @remarks
 *
 * The plan needs a name and an owner; for everything else the service has defaults, and reports errors.
 */
export function requestInputFromForm(
  formData: JsonObject,
  options: Pick<PlanFieldOptions, 'blueprint' | 'version' | 'parameters'>,
): FormRequest {
  const valueOf = (field: keyof NonNullable<PlanFieldOptions['parameters']>) =>
    formData[parameterFor(field, options)];

  const name = text(valueOf('name'));
  const owner = text(valueOf('owner'));
  if (name === undefined || owner === undefined) {
    const missing = [...(name ? [] : ['name']), ...(owner ? [] : ['owner'])];
    return { status: 'incomplete', missing };
  }
  const input = {
    blueprint: options.blueprint,
    version: options.version,
    name,
    owner,
    reason: text(valueOf('reason')),
    lease: text(valueOf('lease')),
    region: text(valueOf('region')),
    account: text(valueOf('account')),
    values: object(valueOf('values')),
  };
  const environmentId = text(valueOf('environmentId'));
  return {
    status: 'complete',
    input:
      environmentId === undefined
        ? { type: 'create', ...input }
        : { type: 'revise', environmentId, ...input },
  };
}

function parameterFor(
  field: string,
  options: Pick<PlanFieldOptions, 'parameters'>,
): string {
  const parameters: Record<string, string | undefined> =
    options.parameters ?? {};
  return parameters[field] ?? field;
}

function text(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

function object(value: JsonValue | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : {};
}
