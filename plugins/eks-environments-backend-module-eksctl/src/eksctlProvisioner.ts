import type {
  Place,
  Provisioner,
} from 'backstage-plugin-eks-environments-node';
import { checkHealth } from 'backstage-plugin-eksctl-node';
import {
  eksctlProcedures,
  type EksctlProceduresOptions,
} from './procedures/eksctlProcedures';
import { EksctlFleet } from './fleet';
import {
  EksctlPlanning,
  type EksctlPlanningOptions,
} from './planning/EksctlPlanning';
import { presentSweep } from './procedures/presentSweep';
import { readStackEvents } from './readStackEvents';
import { consoleUrlOf, tagsOf } from './showCluster';
import { tagLeaseEnd } from './tagLeaseEnd';
import { toKubeconfig } from './toKubeconfig';

/** The dependencies of the provisioner. */
export interface EksctlProvisionerOptions {
  planning: EksctlPlanningOptions;
  procedures: EksctlProceduresOptions;
}

/** The provisioner of EKS clusters by eksctl. */
export function eksctlProvisioner({
  planning,
  procedures,
}: EksctlProvisionerOptions): Provisioner {
  const planned = new EksctlPlanning(planning);
  const { accounts } = procedures;
  const accessTo = ({ account, region }: Place) =>
    accounts.access(account, region);
  return {
    id: 'eksctl',
    title: 'Amazon EKS',
    ...eksctlProcedures(procedures),
    checkBlueprint: blueprint => planned.checkBlueprint(blueprint),
    inspectBlueprint: (blueprint, place) =>
      planned.inspectBlueprint(blueprint, place),
    checkPrincipals: planned.checkPrincipals,
    planExample: blueprint => planned.planExample(blueprint),
    regionOf: values => planned.regionOf(values),
    plan: input => planned.plan(input),
    verify: input => planned.verify(input),
    fleet: new EksctlFleet({
      accounts,
      configured: planning.accounts,
      prices: planning.prices,
    }),
    health: async environment =>
      checkHealth({
        ...(await accessTo(environment)),
        clusterName: environment.resourceRef,
      }),
    access: toKubeconfig,
    consoleUrl: consoleUrlOf,
    tags: tagsOf,
    stackEvents: async environment => {
      const { clients } = await accessTo(environment);
      return readStackEvents(clients, environment.resourceRef);
    },
    showLeaseEnd: async (environment, end) => {
      const { clients } = await accessTo(environment);
      await tagLeaseEnd(clients, environment, end);
    },
    presentSweep,
  };
}
