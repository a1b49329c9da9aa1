import {
  type ProvisionerBlueprint,
  type ProvisionerBlueprintProblem,
  templateNames,
} from 'backstage-plugin-eks-environments-node';
import { templateProblem } from 'backstage-plugin-safe-text-node';
import { isRefusal } from 'backstage-plugin-eks-environments-common';
import { buildWithDefaults } from './buildWithDefaults';

/**
 * The problems of a blueprint's template, and of the config that it renders with the default values: its author should see a mistake before
 * the first developer does.
 */
export async function findTemplateProblems(
  blueprint: ProvisionerBlueprint,
): Promise<ProvisionerBlueprintProblem[]> {
  const { template, parameters } = blueprint;
  if (template === undefined) {
    return [];
  }
  const path = 'spec.template';
  const problem = await templateProblem(template, templateNames(parameters));
  if (problem !== undefined) {
    return [{ path, message: problem }];
  }
  const built = await buildWithDefaults(blueprint);
  return (built?.findings ?? []).filter(isRefusal).map(finding => ({
    path,
    message:
      finding.path && !finding.message.includes(finding.path)
        ? `${finding.path}: ${finding.message}`
        : finding.message,
  }));
}
