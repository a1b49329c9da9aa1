import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { AnyOperationType } from 'backstage-plugin-eks-environments-node';
import type { ProvisionerRegistry } from '../provisioners';
import type { OperationTypes } from './OperationTypes';
import type { RunnableType } from './runnable';

/** What this replica can run now, as its operation types say. */
export class LocalCapabilities {
  readonly #options: {
    types: OperationTypes;
    provisioners: Pick<ProvisionerRegistry, 'ids'>;
    logger: Pick<LoggerService, 'error'>;
  };

  constructor(options: {
    types: OperationTypes;
    provisioners: Pick<ProvisionerRegistry, 'ids'>;
    logger: Pick<LoggerService, 'error'>;
  }) {
    this.#options = options;
  }

  list(): RunnableType[] {
    const { types, provisioners } = this.#options;
    return types.all.map(type =>
      type.canRun
        ? {
            type: type.type,
            provisioners: provisioners.ids.filter(id => this.#canRun(type, id)),
          }
        : { type: type.type },
    );
  }

  /** A type whose hook fails keeps no other type waiting. */
  #canRun(type: AnyOperationType, provisioner: string): boolean {
    try {
      return type.canRun?.(provisioner) ?? true;
    } catch (error) {
      this.#options.logger.error(
        `canRun of the operation type ${type.type} failed; this replica does not run it now`,
        toError(error),
      );
      return false;
    }
  }
}
