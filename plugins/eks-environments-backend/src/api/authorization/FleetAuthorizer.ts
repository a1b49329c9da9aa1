import { NotAllowedError } from '@backstage/errors';
import {
  fleetManagePermission,
  fleetReadPermission,
} from 'backstage-plugin-eks-environments-common';
import type { AccessResolver } from '../../permissions';
import type { Call } from '../calls';

/** Authorizes calls of platform engineers. */
export class FleetAuthorizer {
  readonly #access: AccessResolver;

  constructor(options: { access: AccessResolver }) {
    this.#access = options.access;
  }

  /**
   * @returns whether the caller may also manage the fleet
   * @throws NotAllowedError
   */
  async requireRead({ credentials }: Call): Promise<{ manageable: boolean }> {
    const [mayRead, mayManage] = await this.#access.allowsEach(credentials, [
      fleetReadPermission,
      fleetManagePermission,
    ]);
    if (!mayRead) {
      throw new NotAllowedError('You may not see the fleet');
    }
    return { manageable: mayManage };
  }

  /** @throws NotAllowedError */
  async requireManage({ credentials }: Call): Promise<void> {
    if (!(await this.#access.allows(credentials, fleetManagePermission))) {
      throw new NotAllowedError('You may not manage the fleet');
    }
  }
}
