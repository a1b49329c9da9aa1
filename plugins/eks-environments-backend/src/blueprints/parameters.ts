import type { JsonObject } from '@backstage/types';
import { TEMPLATE_FACTS } from 'backstage-plugin-eks-environments-node';
import { completeValues } from 'backstage-plugin-safe-text-node';

/*
 * Validates user input against the JSON Schema of a blueprint. The same schema describes the form in the Scaffolder; its `ui:` keywords do
 * not affect values.
 */

// Definitions are immutable.
const defaults = new WeakMap<JsonObject, Promise<JsonObject>>();

/** Why a map cannot be a schema of parameters, as the end of a sentence. Whether it is a valid JSON Schema is checked in a worker. */
export function parametersProblem(parameters: JsonObject): string | undefined {
  if (parameters.type !== 'object') {
    return 'must be a JSON Schema whose type is object';
  }
  return TEMPLATE_FACTS in propertiesOf(parameters)
    ? `must not have a property "${TEMPLATE_FACTS}": templates find the facts about the environment under that name`
    : undefined;
}

/** The defaults of a schema, to show which values of a request differ from them. */
export function defaultsOf(parameters: JsonObject): Promise<JsonObject> {
  const known = defaults.get(parameters);
  if (known) {
    return known;
  }
  const found = completeValues(parameters, {}).then(({ values }) => values);
  defaults.set(parameters, found);
  found.catch(() => defaults.delete(parameters));
  return found;
}

function propertiesOf(parameters: JsonObject): JsonObject {
  return (parameters.properties ?? {}) as JsonObject;
}
