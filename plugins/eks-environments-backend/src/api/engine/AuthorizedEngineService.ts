import { NotAllowedError } from '@backstage/errors';
import {
  type EnginePause,
  type EnginePauseInput,
  environmentReadPermission,
  type ListBreakers200Response,
  type ListDueDeletions200Response,
  type ListPauses200Response,
} from 'backstage-plugin-eks-environments-common';
import type { BreakerScope } from '../../breakers';
import { seesNothing } from '../../permissions';
import type { Call } from '../calls';
import type { EnvironmentAuthorizer } from '../authorization/EnvironmentAuthorizer';
import type { FleetAuthorizer } from '../authorization/FleetAuthorizer';
import type { EngineService } from './EngineService';

/** Authorizes the control of the engine. */
export class AuthorizedEngineService {
  readonly #service: EngineService;
  readonly #fleet: FleetAuthorizer;
  readonly #environments: EnvironmentAuthorizer;

  constructor(
    service: EngineService,
    options: { fleet: FleetAuthorizer; environments: EnvironmentAuthorizer },
  ) {
    this.#service = service;
    this.#fleet = options.fleet;
    this.#environments = options.environments;
  }

  /** For everybody who may see an environment, because it may be waiting for the end of a pause. */
  async listPauses(call: Call): Promise<ListPauses200Response> {
    const permissions = await this.#environments.permissionsOf(call);
    if (seesNothing(permissions.visibility(environmentReadPermission))) {
      throw new NotAllowedError('You may not see environments');
    }
    return this.#service.listPauses();
  }

  async pause(input: EnginePauseInput, call: Call): Promise<EnginePause> {
    await this.#fleet.requireManage(call);
    return this.#service.pause(input, call);
  }

  async resume(id: string, call: Call): Promise<void> {
    await this.#fleet.requireManage(call);
    await this.#service.resume(id, call);
  }

  async listBreakers(call: Call): Promise<ListBreakers200Response> {
    await this.#fleet.requireRead(call);
    return this.#service.listBreakers();
  }

  async closeBreaker(scope: BreakerScope, call: Call): Promise<void> {
    await this.#fleet.requireManage(call);
    await this.#service.closeBreaker(scope);
  }

  async listDueDeletions(
    query: { hours?: number },
    call: Call,
  ): Promise<ListDueDeletions200Response> {
    await this.#fleet.requireRead(call);
    return this.#service.listDueDeletions(query);
  }
}
