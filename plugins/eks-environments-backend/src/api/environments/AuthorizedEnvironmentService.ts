import {
  type DeletionInput,
  type Environment,
  type EnvironmentAccess,
  environmentConnectPermission,
  environmentDeletePermission,
  environmentExtendPermission,
  environmentReadPermission,
  type ExtensionInput,
  type Kubeconfig,
  type ListEnvironmentEvents200Response,
  type ListEnvironments200Response,
  type ListOperations200Response,
  type ListResourceEvents200Response,
  logReadPermission,
} from 'backstage-plugin-eks-environments-common';
import type { Call, WriteCall } from '../calls';
import type { EnvironmentAuthorizer } from '../authorization/EnvironmentAuthorizer';
import type { EnvironmentQuery } from './environmentList';
import type { EnvironmentService } from './EnvironmentService';
import { withoutRawText } from '../authorization/rawTexts';

/**
 * Authorizes calls about environments.
 *
 * @remarks
 *
 * An environment that the caller may not see does not exist for the caller. Lists are restricted in the database.
 */
export class AuthorizedEnvironmentService {
  readonly #service: EnvironmentService;
  readonly #authorizer: EnvironmentAuthorizer;

  constructor(
    service: EnvironmentService,
    options: { authorizer: EnvironmentAuthorizer },
  ) {
    this.#service = service;
    this.#authorizer = options.authorizer;
  }

  async list(
    query: EnvironmentQuery,
    call: Call,
  ): Promise<ListEnvironments200Response> {
    const permissions = await this.#authorizer.permissionsOf(call);
    const page = await this.#service.list(query, {
      ...call,
      visible: permissions.visibility(environmentReadPermission),
    });
    return {
      ...page,
      items: await this.#authorizer.restrictAll(page.items, permissions),
    };
  }

  async get(id: string, call: Call): Promise<Environment> {
    const authorized = await this.#authorizer.require(id, call);
    return authorized.restrict(await this.#service.get(id));
  }

  async listEvents(
    id: string,
    page: { limit?: number; cursor?: string },
    call: Call,
  ): Promise<ListEnvironmentEvents200Response> {
    await this.#authorizer.require(id, call);
    return this.#service.listEvents(id, page);
  }

  async listResourceEvents(
    id: string,
    call: Call,
  ): Promise<ListResourceEvents200Response> {
    await this.#authorizer.require(id, call, logReadPermission);
    return this.#service.listResourceEvents(id);
  }

  async listOperations(
    id: string,
    page: { limit?: number; cursor?: string },
    call: Call,
  ): Promise<ListOperations200Response> {
    const authorized = await this.#authorizer.require(id, call);
    const operations = await this.#service.listOperations(id, page);
    return authorized.allows(logReadPermission)
      ? operations
      : { ...operations, items: operations.items.map(withoutRawText) };
  }

  async extend(
    id: string,
    input: ExtensionInput,
    call: WriteCall,
  ): Promise<Environment> {
    const authorized = await this.#authorizer.require(
      id,
      call,
      environmentExtendPermission,
    );
    return authorized.restrict(await this.#service.extend(id, input, call));
  }

  async delete(
    id: string,
    input: DeletionInput,
    call: WriteCall,
  ): Promise<Environment> {
    const authorized = await this.#authorizer.require(
      id,
      call,
      environmentDeletePermission,
    );
    return authorized.restrict(await this.#service.delete(id, input, call));
  }

  async retry(id: string, call: WriteCall): Promise<Environment> {
    const authorized = await this.#authorizer.require(
      id,
      call,
      environmentDeletePermission,
    );
    return authorized.restrict(await this.#service.retry(id, call));
  }

  async getAccess(id: string, call: Call): Promise<EnvironmentAccess> {
    await this.#authorizer.require(id, call, environmentConnectPermission);
    return this.#service.getAccess(id);
  }

  async getKubeconfig(id: string, call: Call): Promise<Kubeconfig> {
    await this.#authorizer.require(id, call, environmentConnectPermission);
    return this.#service.getKubeconfig(id);
  }
}
