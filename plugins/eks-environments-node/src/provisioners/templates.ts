import type { JsonObject } from '@backstage/types';

/**
 * Templates reach the facts about the environment under this name, as in `{{environment.name}}`. So no parameter may have it.
 *
 * @public
 */
export const TEMPLATE_FACTS = 'environment';

/**
 * The names that the template of a blueprint may use: its parameters, and {@link TEMPLATE_FACTS}.
 *
 * @param parameters - JSON Schema of the values
 * @returns undefined if the schema allows values of any name
 * @public
 */
export function templateNames(parameters: JsonObject): string[] | undefined {
  const {
    additionalProperties,
    patternProperties,
    properties = {},
  } = parameters;
  return additionalProperties === false && patternProperties === undefined
    ? [...Object.keys(properties as JsonObject), TEMPLATE_FACTS]
    : undefined;
}
