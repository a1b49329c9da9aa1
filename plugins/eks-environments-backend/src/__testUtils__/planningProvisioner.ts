import type { Provisioner } from 'backstage-plugin-eks-environments-node';
import { defaultPrices } from 'backstage-plugin-eksctl-node';
import { eksctlPlanning, type EksctlPlanningOptions } from './eksctlModule';
import { testProvisioner } from './testOperationTypes';

/** A provisioner that plans as that of eksctl does, without AWS. */
export function planningProvisioner(
  options: Partial<EksctlPlanningOptions> = {},
): Provisioner {
  return {
    ...testProvisioner({}),
    ...eksctlPlanning({
      accounts: [],
      regions: { answer: async () => ({}) },
      prices: defaultPrices,
      ...options,
    }),
  };
}
