import type { Provisioner } from 'backstage-plugin-eks-environments-node';
import { defaultPrices } from 'backstage-plugin-eksctl-node';
import { EksctlPlanning, type EksctlPlanningOptions } from './eksctlModule';
import { testProvisioner } from './testOperationTypes';

/** A provisioner that plans as that of eksctl does, without AWS. */
export function planningProvisioner(
  options: Partial<EksctlPlanningOptions> = {},
): Provisioner {
  const planning = new EksctlPlanning({
    accounts: [],
    regions: { answer: async () => ({}) },
    prices: defaultPrices,
    ...options,
  });
  return {
    ...testProvisioner({}),
    checkBlueprint: blueprint => planning.checkBlueprint(blueprint),
    inspectBlueprint: (blueprint, place) =>
      planning.inspectBlueprint(blueprint, place),
    planExample: blueprint => planning.planExample(blueprint),
    plan: input => planning.plan(input),
    verify: input => planning.verify(input),
  };
}
