import { completeValues } from 'backstage-plugin-safe-text-node';
import type { ProvisionerBlueprint } from 'backstage-plugin-eks-environments-node';
import {
  type BuildOptions,
  type BuiltConfig,
  finishConfig,
  prepareConfig,
} from './buildConfig';
import { withoutSymbolicVersion } from '../preflight/regionAnswers';

/**
 * Builds the config of a blueprint with its default values.
 *
 * @returns undefined if there are values without a default
 */
export async function buildWithDefaults(
  blueprint: ProvisionerBlueprint,
): Promise<BuiltConfig | undefined> {
  const { values, problems } = await completeValues(blueprint.parameters, {});
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
    // Accounts have different rules, and a plan is for one of them.
    rules: { allowExtendedSupport: true, privateEndpointReachable: true },
  };
  const prepared = await prepareConfig(options);
  return prepared.kind === 'refused'
    ? prepared
    : finishConfig(
        { ...prepared, config: withoutSymbolicVersion(prepared.config) },
        options,
      );
}
