import type { BlueprintCheck } from '../blueprints';
import { buildWithDefaults } from './defaultBuild';
import { isError } from './findings';

/**
 * Whether a blueprint makes a config that may be built, as far as that can be told without people's values: a mistake in a
 * template should meet its author, not the first developer.
 */
export const checkBlueprint: BlueprintCheck = definition => {
  const built = definition.raw ? undefined : buildWithDefaults(definition);
  return (built?.findings ?? []).filter(isError).map(({ message, path }) => ({
    path: 'spec.template',
    message: path && !message.includes(path) ? `${path}: ${message}` : message,
  }));
};
