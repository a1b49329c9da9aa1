import type { Provisioner } from 'backstage-plugin-eks-environments-node';
import { describeEnvironment } from './describeEnvironment';
import {
  eksctlProcedures,
  type EksctlProceduresOptions,
} from './eksctlProcedures';
import {
  EksctlPlanning,
  type EksctlPlanningOptions,
} from './planning/EksctlPlanning';
import { presentSweep } from './presentSweep';

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
  return {
    id: 'eksctl',
    title: 'Amazon EKS',
    ...eksctlProcedures(procedures),
    checkBlueprint: blueprint => planned.checkBlueprint(blueprint),
    inspectBlueprint: (blueprint, place) =>
      planned.inspectBlueprint(blueprint, place),
    planExample: blueprint => planned.planExample(blueprint),
    regionOf: values => planned.regionOf(values),
    plan: input => planned.plan(input),
    verify: input => planned.verify(input),
    describe: describeEnvironment,
    presentSweep,
  };
}
