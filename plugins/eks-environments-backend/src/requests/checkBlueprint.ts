import { schemaProblem, templateProblem } from 'backstage-plugin-eksctl-node';
import { type BlueprintCheck, namesOf } from '../blueprints';
import { buildWithDefaults } from './defaultBuild';
import { isError } from './findings';

/**
 * Whether a blueprint has parameters that can be checked and a template that can be rendered, and makes a config that may be built, as far as
 * that can be told without people's values: a mistake should meet its author, not the first developer.
 */
export const checkBlueprint: BlueprintCheck = async definition => {
  const { parameters, template } = definition;
  const ofSchema = await schemaProblem(parameters);
  if (ofSchema !== undefined) {
    return [{ path: 'spec.parameters', message: ofSchema }];
  }
  if (template === undefined) {
    return [];
  }
  const ofTemplate = await templateProblem(template, namesOf(parameters));
  if (ofTemplate !== undefined) {
    return [{ path: 'spec.template', message: ofTemplate }];
  }
  const built = await buildWithDefaults(definition);
  return (built?.findings ?? []).filter(isError).map(({ message, path }) => ({
    path: 'spec.template',
    message: path && !message.includes(path) ? `${path}: ${message}` : message,
  }));
};
