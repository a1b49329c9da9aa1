import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  EksEnvironmentsClient,
  type CreateRequest,
  type DeletionInput,
  type ExtensionInput,
  type GetOperationLog,
  type ListEnvironments,
  type ListOperations,
  type ListRequests,
  type OperationInput,
  type WriteOptions,
} from 'backstage-plugin-eks-environments-common';
import type {
  EksEnvironmentsService,
  EksEnvironmentsServiceOptions,
  EksEnvironmentsWriteOptions,
} from './types';

/** Calls the REST API with a new token for each call, as Backstage's auth service requires. */
export class DefaultEksEnvironmentsService implements EksEnvironmentsService {
  readonly #auth: AuthService;
  readonly #client: EksEnvironmentsClient;

  constructor(options: { auth: AuthService; discovery: DiscoveryService }) {
    this.#auth = options.auth;
    this.#client = new EksEnvironmentsClient({
      discoveryApi: options.discovery,
    });
  }

  async listBlueprints(options: EksEnvironmentsServiceOptions) {
    return this.#client.listBlueprints(await this.#token(options));
  }

  async getBlueprint(
    blueprint: { name: string; version?: number },
    options: EksEnvironmentsServiceOptions,
  ) {
    return this.#client.getBlueprint(
      blueprint.name,
      blueprint.version,
      await this.#token(options),
    );
  }

  async createPlan(
    input: CreateRequest['body'],
    options: EksEnvironmentsServiceOptions,
  ) {
    return this.#client.createPlan(input, await this.#token(options));
  }

  async createRequest(
    input: CreateRequest['body'],
    options: EksEnvironmentsWriteOptions,
  ) {
    return this.#client.createRequest(input, await this.#token(options));
  }

  async cancelRequest(id: string, options: EksEnvironmentsWriteOptions) {
    return this.#client.cancelRequest(id, await this.#token(options));
  }

  async getRequest(id: string, options: EksEnvironmentsServiceOptions) {
    return this.#client.getRequest(id, await this.#token(options));
  }

  async listRequests(
    query: ListRequests['query'],
    options: EksEnvironmentsServiceOptions,
  ) {
    return this.#client.listRequests(query, await this.#token(options));
  }

  async getEnvironment(id: string, options: EksEnvironmentsServiceOptions) {
    return this.#client.getEnvironment(id, await this.#token(options));
  }

  async listEnvironments(
    query: ListEnvironments['query'],
    options: EksEnvironmentsServiceOptions,
  ) {
    return this.#client.listEnvironments(query, await this.#token(options));
  }

  async listOperations(
    environmentId: string,
    query: ListOperations['query'],
    options: EksEnvironmentsServiceOptions,
  ) {
    return this.#client.listOperations(
      environmentId,
      query,
      await this.#token(options),
    );
  }

  async getOperationLog(
    operation: { environmentId: string; operationId: string },
    query: GetOperationLog['query'],
    options: EksEnvironmentsServiceOptions,
  ) {
    return this.#client.getOperationLog(
      operation.environmentId,
      operation.operationId,
      query,
      await this.#token(options),
    );
  }

  async extendLease(
    environmentId: string,
    input: ExtensionInput,
    options: EksEnvironmentsWriteOptions,
  ) {
    return this.#client.extendLease(
      environmentId,
      input,
      await this.#token(options),
    );
  }

  async startOperation(
    environmentId: string,
    input: OperationInput,
    options: EksEnvironmentsWriteOptions,
  ) {
    return this.#client.startOperation(
      environmentId,
      input,
      await this.#token(options),
    );
  }

  async deleteEnvironment(
    environmentId: string,
    input: DeletionInput,
    options: EksEnvironmentsWriteOptions,
  ) {
    return this.#client.deleteEnvironment(
      environmentId,
      input,
      await this.#token(options),
    );
  }

  async #token(options: EksEnvironmentsWriteOptions): Promise<WriteOptions> {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: options.credentials,
      targetPluginId: 'eks-environments',
    });
    return { token, idempotencyKey: options.idempotencyKey };
  }
}
