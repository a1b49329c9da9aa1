import { type BlueprintDefinition, completeValues } from '../blueprints';
import {
  type BuildOptions,
  type BuiltConfig,
  finishConfig,
  prepareConfig,
} from './buildConfig';
import { withoutSymbolicVersion } from './regionAnswers';

/**
 * What a blueprint makes with its default values.
 *
 * @returns undefined when it can't be told: there are values without a default
 */
export function buildWithDefaults(
  blueprint: BlueprintDefinition,
): BuiltConfig | undefined {
  const { values, problems } = completeValues(blueprint.parameters, {});
  if (problems.length > 0) {
    return undefined;
  }
  const options: BuildOptions = {
    blueprint,
    values,
    name: 'example',
    clusterName: 'example-00000000',
    owner: 'group:default/example',
    account: blueprint.accounts[0],
    region: blueprint.regions[0],
    tags: {},
    accessEntries: [],
    // Accounts differ in what they allow, and a plan is for one of them.
    rules: { allowExtendedSupport: true, privateEndpointReachable: true },
  };
  const prepared = prepareConfig(options);
  return prepared.kind === 'refused'
    ? prepared
    : finishConfig(
        { ...prepared, config: withoutSymbolicVersion(prepared.config) },
        options,
      );
}
