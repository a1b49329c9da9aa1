import type {
  Place,
  Provisioner,
  ProvisionerCallOptions,
} from 'backstage-plugin-eks-environments-node';
import { checkHealth } from 'backstage-plugin-eksctl-node';
import { withSignal } from './accounts';
import {
  eksctlProcedures,
  type EksctlProceduresOptions,
  toProcedureOptions,
} from './procedures/eksctlProcedures';
import { EksctlFleet } from './fleet';
import {
  eksctlPlanning,
  type EksctlPlanningOptions,
} from './planning/eksctlPlanning';
import { eksctlPower } from './power/eksctlPower';
import { presentSweep } from './procedures/presentSweep';
import { readResourceEvents } from './readResourceEvents';
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
  const { accounts } = procedures;
  const procedureOptions = toProcedureOptions(procedures);
  const accessTo = async (
    { account, region }: Place,
    { signal }: ProvisionerCallOptions,
  ) => withSignal(await accounts.access(account, region), signal);
  return {
    id: 'eksctl',
    title: 'Amazon EKS',
    ...eksctlProcedures(procedureOptions, procedures),
    power: eksctlPower({ ...procedureOptions, prices: planning.prices }),
    ...eksctlPlanning(planning),
    fleet: new EksctlFleet({
      accounts,
      configured: planning.accounts,
      prices: planning.prices,
    }),
    health: async (environment, options) =>
      checkHealth({
        ...(await accessTo(environment, options)),
        clusterName: environment.resourceRef,
      }),
    access: toKubeconfig,
    consoleUrl: consoleUrlOf,
    tags: tagsOf,
    resourceEvents: async (environment, options) => {
      const { clients } = await accessTo(environment, options);
      return readResourceEvents(clients, environment.resourceRef);
    },
    showLeaseEnd: async (environment, end, options) => {
      const { clients } = await accessTo(environment, options);
      await tagLeaseEnd(clients, environment, end);
    },
    presentSweep,
  };
}
