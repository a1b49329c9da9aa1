import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Provisioner } from 'backstage-plugin-eks-environments-node';
import type { Clock } from '../database';
import { Registry } from '../util/Registry';
import { logErrors } from './assumptions';
import {
  type BoundedProvisioner,
  boundProvisioner,
} from './boundedProvisioner';
import { type StartTimer, systemTimer } from './deadlines';
import { PROVISIONERS } from './registration';

/** The dependencies of bounded provisioners. */
export interface ProvisionerRegistryOptions {
  logger: Pick<LoggerService, 'error'>;
  clock: Clock;
  /** Of the deadlines; for tests. */
  startTimer?: StartTimer;
}

/** The registered provisioners. It returns them bounded, so no caller can wait for one without a deadline, or fail with its error. */
export class ProvisionerRegistry {
  readonly #provisioners = new Registry<BoundedProvisioner>(PROVISIONERS);
  readonly #options: ProvisionerRegistryOptions;

  /** @throws what `add` throws */
  constructor(
    provisioners: readonly Provisioner[],
    options: ProvisionerRegistryOptions,
  ) {
    this.#options = options;
    provisioners.forEach(provisioner => this.add(provisioner));
  }

  /**
   * @throws ConflictError when the id is taken
   * @throws InputError when the provisioner is not valid
   */
  add(provisioner: Provisioner): void {
    const { startTimer = systemTimer } = this.#options;
    this.#provisioners.add(
      boundProvisioner(provisioner, {
        startTimer,
        report: logErrors(provisioner.id, this.#options),
      }),
    );
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
