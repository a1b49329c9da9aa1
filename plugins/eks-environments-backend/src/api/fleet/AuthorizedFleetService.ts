import type {
  DeletionInput,
  Environment,
  Fleet,
  FleetFinding,
  IgnoreInput,
  ImportInput,
} from 'backstage-plugin-eks-environments-common';
import type { Call, WriteCall } from '../calls';
import type { EnvironmentAuthorizer } from '../authorization/EnvironmentAuthorizer';
import type { FleetAuthorizer } from '../authorization/FleetAuthorizer';
import type { FleetResourceService } from './FleetResourceService';

/** Authorizes calls about the fleet. */
export class AuthorizedFleetService {
  readonly #service: FleetResourceService;
  readonly #authorizer: FleetAuthorizer;
  readonly #environments: EnvironmentAuthorizer;

  constructor(
    service: FleetResourceService,
    options: {
      authorizer: FleetAuthorizer;
      environments: EnvironmentAuthorizer;
    },
  ) {
    this.#service = service;
    this.#authorizer = options.authorizer;
    this.#environments = options.environments;
  }

  async get(call: Call): Promise<Fleet> {
    return this.#service.get(await this.#authorizer.requireRead(call));
  }

  async reconcile(call: Call): Promise<Fleet> {
    await this.#authorizer.requireManage(call);
    return this.#service.reconcile();
  }

  async ignoreFinding(
    id: string,
    input: IgnoreInput,
    call: Call,
  ): Promise<FleetFinding> {
    await this.#authorizer.requireManage(call);
    return this.#service.ignoreFinding(id, input, call);
  }

  async reopenFinding(id: string, call: Call): Promise<FleetFinding> {
    await this.#authorizer.requireManage(call);
    return this.#service.reopenFinding(id);
  }

  async deleteFinding(
    id: string,
    input: DeletionInput,
    call: WriteCall,
  ): Promise<Environment> {
    await this.#authorizer.requireManage(call);
    return this.#environments.restrict(
      await this.#service.deleteFinding(id, input, call),
      call,
    );
  }

  async importCluster(
    input: ImportInput,
    call: WriteCall,
  ): Promise<Environment> {
    await this.#authorizer.requireManage(call);
    return this.#environments.restrict(
      await this.#service.importCluster(input, call),
      call,
    );
  }
}
