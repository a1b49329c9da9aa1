import type { Provisioner } from 'backstage-plugin-eks-environments-node';
import { assertIds } from '../util/assertIds';
import { Registry } from '../util/Registry';

/** The registered provisioners. */
export class ProvisionerRegistry extends Registry<Provisioner> {
  constructor(provisioners: readonly Provisioner[] = []) {
    super({
      kind: 'a provisioner',
      idOf: ({ id }) => id,
      assertValid: provisioner => {
        const { id } = provisioner;
        const owner = `the provisioner ${id}`;
        assertIds(owner, id, provisioner.create.phases);
        assertIds(owner, id, provisioner.delete.phases);
      },
      entries: provisioners,
    });
  }

  /** @throws InputError naming the provisioners that exist */
  override get(id: string, field: string = 'provisioner'): Provisioner {
    return super.get(id, field);
  }

  get ids(): string[] {
    return this.all.map(({ id }) => id);
  }
}
