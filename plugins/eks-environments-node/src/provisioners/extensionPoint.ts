import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { Provisioner } from './Provisioner';

/**
 * Where modules add provisioners: ways to create environments.
 *
 * @public
 */
export interface EksEnvironmentsProvisionersExtensionPoint {
  /**
   * Adds a provisioner. From then on blueprints can name it.
   *
   * @throws ConflictError when a provisioner with that id exists already
   * @throws InputError when the id is not valid
   */
  addProvisioner(provisioner: Provisioner): void;
}

/** @public */
export const eksEnvironmentsProvisionersExtensionPoint =
  createExtensionPoint<EksEnvironmentsProvisionersExtensionPoint>({
    id: 'eks-environments.provisioners',
  });
