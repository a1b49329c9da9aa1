import { toError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import {
  TEMPLATE_FACTS,
  templateNames,
} from 'backstage-plugin-eks-environments-node';
import {
  defaultProblems,
  schemaProblem,
} from 'backstage-plugin-safe-text-node';
import type {
  BlueprintCheck,
  BlueprintDefinition,
  BlueprintProblem,
} from '../blueprints';
import type { BoundedProvisioner, ProvisionerRegistry } from '../provisioners';

type Problem = Omit<BlueprintProblem, 'source' | 'severity'>;

/**
 * Checks that a blueprint has valid parameters and a provisioner that accepts it, as far as that can be checked without people's values: its
 * author should see a mistake before the first developer does.
 */
export function checkBlueprint(
  provisioners: ProvisionerRegistry,
): BlueprintCheck {
  return async definition => {
    const { parameters, provisioner: id } = definition;
    const provisioner = provisioners.find(id);
    if (!provisioner) {
      return [
        {
          path: 'spec.provisioner',
          message: `must be one of ${provisioners.ids.join(', ')}, not "${id}"`,
        },
      ];
    }
    const ofSchema = await schemaProblem(parameters);
    if (ofSchema !== undefined) {
      return [{ path: 'spec.parameters', message: ofSchema }];
    }
    const problems = [
      ...requiredProblems(parameters),
      ...(await problemsOfDefaults(parameters)),
    ];
    return problems.length > 0
      ? problems
      : checkSafely(provisioner, definition);
  };
}

/** A provisioner that fails or does not answer must not keep other blueprints from being loaded. */
async function checkSafely(
  provisioner: BoundedProvisioner,
  definition: BlueprintDefinition,
): Promise<Problem[]> {
  try {
    return await provisioner.checkBlueprint(definition);
  } catch (error) {
    return [
      {
        path: 'spec.provisioner',
        message: `could not check the blueprint: ${toError(error).message}`,
      },
    ];
  }
}

/** Nobody can enter a value that is not a parameter. */
function requiredProblems(parameters: JsonObject): Problem[] {
  const names = templateNames(parameters);
  const required = (parameters.required ?? []) as string[];
  const unknown = required.filter(
    name => name === TEMPLATE_FACTS || names?.includes(name) === false,
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
