import type { Provisioner } from 'backstage-plugin-eks-environments-node';
import { assertIds } from '../util/assertIds';
import { Registry, type RegistryOptions } from '../util/Registry';

type Registered = Pick<Provisioner, 'id'> & {
  readonly create: Pick<Provisioner['create'], 'phases'>;
  readonly delete: Pick<Provisioner['delete'], 'phases'>;
};

/** What every registered provisioner must fulfil. */
export const PROVISIONERS = {
  kind: 'a provisioner',
  idOf: ({ id }: Registered) => id,
  assertValid: (provisioner: Registered) => {
    const { id } = provisioner;
    const owner = `the provisioner ${id}`;
    assertIds(owner, id, provisioner.create.phases);
    assertIds(owner, id, provisioner.delete.phases);
  },
} satisfies RegistryOptions<Registered>;

/** Where modules add provisioners, as they are. */
export function newProvisioners(): Registry<Provisioner> {
  return new Registry<Provisioner>(PROVISIONERS);
}
