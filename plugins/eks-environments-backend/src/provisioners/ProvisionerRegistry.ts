import type { Provisioner } from 'backstage-plugin-eks-environments-node';
import { assertIds } from '../util/assertIds';
import { Registry } from '../util/Registry';
import {
  type BoundedProvisioner,
  boundProvisioner,
} from './boundedProvisioner';
import { type StartTimer, systemTimer } from './deadlines';

/** The registered provisioners. It returns them with deadlines, so no caller can wait for one without. */
export class ProvisionerRegistry {
  readonly #provisioners = new Registry<BoundedProvisioner>({
    kind: 'a provisioner',
    idOf: ({ id }) => id,
    assertValid: provisioner => {
      const { id } = provisioner;
      const owner = `the provisioner ${id}`;
      assertIds(owner, id, provisioner.create.phases);
      assertIds(owner, id, provisioner.delete.phases);
    },
  });
  readonly #startTimer: StartTimer;

  constructor(
    provisioners: readonly Provisioner[] = [],
    { startTimer = systemTimer }: { startTimer?: StartTimer } = {},
  ) {
    this.#startTimer = startTimer;
    provisioners.forEach(provisioner => this.add(provisioner));
  }

  /**
   * @throws ConflictError when the id is taken
   * @throws InputError when the provisioner is not valid
   */
  add(provisioner: Provisioner): void {
    this.#provisioners.add(boundProvisioner(provisioner, this.#startTimer));
  }

  /** In the order of registration. */
  get all(): BoundedProvisioner[] {
    return this.#provisioners.all;
  }

  get ids(): string[] {
    return this.all.map(({ id }) => id);
  }

  /** Undefined for a provisioner whose module is not installed (any more). */
  find(id: string): BoundedProvisioner | undefined {
    return this.#provisioners.find(id);
  }

  /** @throws InputError naming the provisioners that exist */
  get(id: string, field: string = 'provisioner'): BoundedProvisioner {
    return this.#provisioners.get(id, field);
  }
}
