import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  eksEnvironmentsProvisionersExtensionPoint,
  type Procedure,
  type Provisioner,
  type ProvisionerFleet,
  type ProvisionerPower,
} from 'backstage-plugin-eks-environments-node';

/** All members, so that none is forgotten when a provisioner gets another one. */
type Complete<T> = { [K in keyof Required<T>]: NonNullable<T[K]> };

const PRIVATE = 'the address 10.0.0.1 refused the password hunter2';

function fails(): never {
  throw new Error(PRIVATE);
}

const procedure: Complete<Procedure<any, any>> = {
  phases: [{ id: 'work', title: 'Work' }],
  canRun: fails,
  run: fails,
  classifyError: fails,
};

const power: Complete<ProvisionerPower> = {
  supports: fails,
  hibernate: procedure,
  resume: procedure,
};

const fleet: Complete<ProvisionerFleet> = {
  covers: fails,
  inventory: fails,
  find: fails,
  read: fails,
  tag: fails,
  untag: fails,
  withTags: fails,
  bareSpec: fails,
};

/** Every member of it throws, before it could return a promise. */
export const failingProvisioner: Complete<Provisioner> = {
  id: 'failing',
  title: 'Failing',
  create: procedure,
  delete: procedure,
  power,
  operationTypes: [],
  checkBlueprint: fails,
  planExample: fails,
  inspectBlueprint: fails,
  regionOf: fails,
  checkPrincipals: fails,
  plan: fails,
  verify: fails,
  checkReadiness: fails,
  fleet,
  health: fails,
  access: fails,
  consoleUrl: fails,
  tags: fails,
  resourceEvents: fails,
  showLeaseEnd: fails,
  presentSweep: fails,
};

/** The module that adds a provisioner. */
export function moduleWith(provisioner: Provisioner) {
  return createBackendModule({
    pluginId: 'eks-environments',
    moduleId: provisioner.id,
    register(module) {
      module.registerInit({
        deps: { provisioners: eksEnvironmentsProvisionersExtensionPoint },
        async init({ provisioners }) {
          provisioners.addProvisioner(provisioner);
        },
      });
    },
  });
}
