import { type BlueprintDefinition, completeValues } from '../blueprints';
import { buildConfig, type BuiltConfig } from './buildConfig';

/**
 * What a blueprint makes with its default values.
 *
 * @returns undefined when it can't be told: there are values without a default
 */
export function buildWithDefaults(
  blueprint: BlueprintDefinition,
): BuiltConfig | undefined {
  const { values, problems } = completeValues(blueprint.parameters, {});
  return problems.length > 0
    ? undefined
    : buildConfig({
        blueprint,
        values,
        name: 'example',
        clusterName: 'example-00000000',
        owner: 'group:default/example',
        account: blueprint.accounts[0],
        region: blueprint.regions[0],
        tags: {},
        accessEntries: [],
      });
}
