import type {
  Place,
  ProvisionerBlueprint,
  ProvisionerBlueprintProblem,
} from 'backstage-plugin-eks-environments-node';
import type { PreflightSubject } from 'backstage-plugin-eksctl-node';
import type { PlanPreflight } from '../preflight';
import { buildWithDefaults } from './buildWithDefaults';

/** What AWS offers; a quota that is used up or a missing role is not a fault of a blueprint. */
const OFFERS = new Set<PreflightSubject>([
  'version',
  'instanceType',
  'zones',
  'addon',
]);

/** Kubernetes versions, instance types and add-ons of a blueprint's defaults that AWS does not offer in a place. */
export async function inspectOffers(
  blueprint: ProvisionerBlueprint,
  {
    preflight,
    place,
  }: { preflight: Pick<PlanPreflight, 'check'>; place: Place },
): Promise<ProvisionerBlueprintProblem[]> {
  const built = blueprint.raw ? undefined : await buildWithDefaults(blueprint);
  if (built?.kind !== 'config') {
    return [];
  }
  const { account, region } = place;
  const checks = await preflight.check({
    account,
    region,
    clusterName: 'example-00000000',
    config: built.yaml,
  });
  return checks
    .filter(({ check, outcome }) => outcome === 'failed' && OFFERS.has(check))
    .map(({ message }) => ({
      path: 'spec.template',
      message: `${message} (asked in ${account}, ${region})`,
    }));
}
