import type { JsonObject } from '@backstage/types';
import {
  defaultProblems,
  schemaProblem,
  templateProblem,
} from 'backstage-plugin-safe-text-node';
import {
  type BlueprintCheck,
  type BlueprintDefinition,
  type BlueprintProblem,
  CONTEXT_NAME,
  namesOf,
} from '../blueprints';
import { buildWithDefaults } from './defaultBuild';
import { isError } from './findings';

type Problem = Omit<BlueprintProblem, 'source' | 'severity'>;

/**
 * Checks that a blueprint has valid parameters and a template that can be rendered, and that its config is accepted, as far as that can be
 * checked without people's values: its author should see a mistake before the first developer does.
 */
export const checkBlueprint: BlueprintCheck = async definition => {
  const { parameters, template } = definition;
  const ofSchema = await schemaProblem(parameters);
  if (ofSchema !== undefined) {
    return [{ path: 'spec.parameters', message: ofSchema }];
  }
  const problems = [
    ...requiredProblems(parameters),
    ...(await problemsOfDefaults(parameters)),
    ...(await problemsOfTemplate(definition)),
  ];
  if (problems.length > 0 || template === undefined) {
    return problems;
  }
  const built = await buildWithDefaults(definition);
  return (built?.findings ?? []).filter(isError).map(({ message, path }) => ({
    path: 'spec.template',
    message: path && !message.includes(path) ? `${path}: ${message}` : message,
  }));
};

/** Nobody can enter a value that is not a parameter. */
function requiredProblems(parameters: JsonObject): Problem[] {
  const names = namesOf(parameters);
  const required = (parameters.required ?? []) as string[];
  const unknown = required.filter(
    name => name === CONTEXT_NAME || names?.includes(name) === false,
  );
  return unknown.map(name => ({
    path: 'spec.parameters.required',
    message: `names ${name}, which is not a parameter of this blueprint`,
  }));
}

async function problemsOfDefaults(parameters: JsonObject): Promise<Problem[]> {
  const problems = await defaultProblems(parameters);
  return problems.map(({ path, message }) => ({
    path: ['spec.parameters', ...path].join('.'),
    message,
  }));
}

async function problemsOfTemplate({
  template,
  parameters,
}: BlueprintDefinition): Promise<Problem[]> {
  const message =
    template === undefined
      ? undefined
      : await templateProblem(template, namesOf(parameters));
  return message === undefined ? [] : [{ path: 'spec.template', message }];
}
