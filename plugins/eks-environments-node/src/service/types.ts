import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  Blueprint,
  CreateRequest,
  DeletionInput,
  Environment,
  EnvironmentRequest,
  ExtensionInput,
  GetOperationLog,
  GetOperationLog200Response,
  ListBlueprints200Response,
  ListEnvironments,
  ListEnvironments200Response,
  ListOperations,
  ListOperations200Response,
  ListRequests,
  ListRequests200Response,
  OperationInput,
  Plan,
  StartedOperation,
} from 'backstage-plugin-eks-environments-common';

/** On whose behalf a call is made. @public */
export interface EksEnvironmentsServiceOptions {
  credentials: BackstageCredentials;
}

/** On whose behalf a write is made. Two writes with one key have one effect. @public */
export interface EksEnvironmentsWriteOptions
  extends EksEnvironmentsServiceOptions {
  idempotencyKey?: string;
}

/**
 * The service of EKS Environments for other backend plugins and modules.
 *
 * @remarks
 *
 * Every call goes through the REST API, so it is authorized there like any other. All methods throw `ResponseError`, whose `cause` has the
 * server's `name` and `message`.
 *
 * @public
 */
export interface EksEnvironmentsService {
  listBlueprints(
    options: EksEnvironmentsServiceOptions,
  ): Promise<ListBlueprints200Response>;

  /** One blueprint; the newest version unless a version is given. */
  getBlueprint(
    blueprint: { name: string; version?: number },
    options: EksEnvironmentsServiceOptions,
  ): Promise<Blueprint>;

  /** What a request would do. Changes nothing. */
  createPlan(
    input: CreateRequest['body'],
    options: EksEnvironmentsServiceOptions,
  ): Promise<Plan>;

  createRequest(
    input: CreateRequest['body'],
    options: EksEnvironmentsWriteOptions,
  ): Promise<EnvironmentRequest>;

  /** Withdraws a request that waits for a decision. @throws ConflictError when it no longer waits */
  cancelRequest(
    id: string,
    options: EksEnvironmentsWriteOptions,
  ): Promise<EnvironmentRequest>;
  getRequest(
    id: string,
    options: EksEnvironmentsServiceOptions,
  ): Promise<EnvironmentRequest>;

  listRequests(
    query: ListRequests['query'],
    options: EksEnvironmentsServiceOptions,
  ): Promise<ListRequests200Response>;

  getEnvironment(
    id: string,
    options: EksEnvironmentsServiceOptions,
  ): Promise<Environment>;

  listEnvironments(
    query: ListEnvironments['query'],
    options: EksEnvironmentsServiceOptions,
  ): Promise<ListEnvironments200Response>;

  /** Newest first. */
  listOperations(
    environmentId: string,
    query: ListOperations['query'],
    options: EksEnvironmentsServiceOptions,
  ): Promise<ListOperations200Response>;

  /** Lines of an operation's log, oldest first. */
  getOperationLog(
    operation: { environmentId: string; operationId: string },
    query: GetOperationLog['query'],
    options: EksEnvironmentsServiceOptions,
  ): Promise<GetOperationLog200Response>;

  extendLease(
    environmentId: string,
    input: ExtensionInput,
    options: EksEnvironmentsWriteOptions,
  ): Promise<Environment>;

  /** Starts an operation that the environment lists under `operations`, such as `hibernate`. */
  startOperation(
    environmentId: string,
    input: OperationInput,
    options: EksEnvironmentsWriteOptions,
  ): Promise<StartedOperation>;

  deleteEnvironment(
    environmentId: string,
    input: DeletionInput,
    options: EksEnvironmentsWriteOptions,
  ): Promise<Environment>;
}
