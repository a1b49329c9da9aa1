import type {
  OperationType,
  Procedure,
} from 'backstage-plugin-eks-environments-node';
import type { BoundedProvisioner, ProvisionerRegistry } from '../provisioners';

/**
 * The part of an operation type that each environment's provisioner implements.
 *
 * @remarks
 *
 * Operations for a provisioner whose module is not installed (any more) wait until it is; so do those that its present version does not
 * implement.
 */
export function procedureOf<I extends object, R extends object>(
  provisioners: ProvisionerRegistry,
  pick: (provisioner: BoundedProvisioner) => Procedure<I, R> | undefined,
): Pick<OperationType<I, R>, 'phases' | 'canRun' | 'run' | 'classifyError'> {
  const find = (id: string) => {
    const provisioner = provisioners.find(id);
    return provisioner && pick(provisioner);
  };
  const get = (id: string) => {
    const procedure = pick(provisioners.get(id));
    if (!procedure) {
      throw new Error(`The provisioner ${id} does not implement the operation`);
    }
    return procedure;
  };
  return {
    phases: id => find(id)?.phases ?? [],
    canRun: id => find(id)?.canRun?.() ?? find(id) !== undefined,
    run: context => get(context.environment.provisioner).run(context),
    classifyError: (error, environment) =>
      find(environment.provisioner)?.classifyError?.(error, environment),
  };
}
