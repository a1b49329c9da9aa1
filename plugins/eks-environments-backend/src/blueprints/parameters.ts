import type { JsonObject } from '@backstage/types';
import { TEMPLATE_FACTS } from 'backstage-plugin-eks-environments-node';
import { completeValues } from 'backstage-plugin-safe-text-node';

/*
 * Values by people against the JSON Schema of a blueprint. The same schema makes the form in the Scaffolder, whose `ui:`
 * keywords say nothing about values.
 */

// A definition never changes.
const defaults = new WeakMap<JsonObject, Promise<JsonObject>>();

/** What keeps a map from being a schema of parameters, as the rest of a sentence; whether it is a JSON Schema at all takes a worker. */
export function parametersProblem(parameters: JsonObject): string | undefined {
  if (parameters.type !== 'object') {
    return 'must be a JSON Schema whose type is object';
  }
  return TEMPLATE_FACTS in propertiesOf(parameters)
    ? `must not have a property "${TEMPLATE_FACTS}": templates find the facts about the environment under that name`
    : undefined;
}

/** The defaults of a schema, for those who want to see what somebody changed. */
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
