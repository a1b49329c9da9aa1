import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  Blueprint,
  DecisionInput,
  DeletionInput,
  EnginePause,
  EnginePauseInput,
  Environment,
  EnvironmentRequest,
  ExtensionInput,
  Fleet,
  FleetFinding,
  GetOperationLog200Response,
  GetUsage,
  IgnoreInput,
  ImportInput,
  EnvironmentAccess,
  Kubeconfig,
  Owners,
  ListBlueprints200Response,
  ListBreakers200Response,
  ListDueDeletions200Response,
  ListEnvironmentEvents200Response,
  ListEnvironments,
  ListEnvironments200Response,
  ListOperations200Response,
  ListPauses200Response,
  ListQuotas,
  ListQuotas200Response,
  ListRequests,
  ListRequests200Response,
  ListStackEvents200Response,
  LogLine,
  Operation,
  Plan,
  QuotaLimitInput,
  QuotaUsage,
  RequestInput,
  RetryInput,
  Usage,
} from 'backstage-plugin-eks-environments-common';
import type {
  EnvironmentFilter,
  RequestFilter,
} from 'backstage-plugin-eks-environments-node';
import type { Criteria } from '../permissions';

/** On whose behalf a call is made. */
export interface Call {
  credentials: BackstageCredentials;
}

/** A write; two with one key have one effect. */
export interface WriteCall extends Call {
  idempotencyKey?: string;
}

/** What of a list the caller may see; undefined means all of it. */
export interface EnvironmentListCall extends Call {
  visible?: Criteria<EnvironmentFilter>;
}

/** What of a list the caller may see, and may decide; undefined means all of it. */
export interface RequestListCall extends Call {
  visible?: Criteria<RequestFilter>;
  decidable?: Criteria<RequestFilter>;
}

/** Which quotas a list has. */
export type QuotaQuery = NonNullable<ListQuotas['query']>;

/** What the caller may see of quotas. */
export interface QuotaListCall extends Call {
  /** Whether scopes count that are not the caller's own. */
  allScopes?: boolean;
  /** Whether the caller may change limits. */
  editable?: boolean;
  /** Which of those who use a quota the caller may know by name; undefined means all. */
  visible?: Criteria<EnvironmentFilter>;
}

/** What the caller may do with the fleet; undefined means all. */
export interface FleetCall extends Call {
  manageable?: boolean;
}

/** What the caller may see of both; undefined means all. */
export interface UsageCall extends Call {
  visibleEnvironments?: Criteria<EnvironmentFilter>;
  visibleRequests?: Criteria<RequestFilter>;
}

/** One thing that a stream of a log tells. */
export type LogUpdate =
  | { kind: 'line'; line: LogLine }
  | { kind: 'progress'; operation: Operation };

/** A log as a text file. */
export interface LogFile {
  name: string;
  /** Pieces of the text, read from the database as they are taken. */
  text: AsyncIterable<string>;
}

/** Names one operation of an environment. */
export interface OperationRef {
  environmentId: string;
  operationId: string;
}

/**
 * Everything that people and programs can do here.
 *
 * @remarks
 *
 * REST, and with it the Scaffolder actions and the pages, call this one interface. What is not there, or may not be seen, is a
 * NotFoundError; what may be seen but not done is a NotAllowedError; bad input is an InputError that names the field; what
 * can't be done now is a ConflictError.
 */
export interface EnvironmentsService {
  listBlueprints(call: Call): Promise<ListBlueprints200Response>;
  getBlueprint(
    blueprint: { name: string; version?: number },
    call: Call,
  ): Promise<Blueprint>;

  createPlan(input: RequestInput, call: Call): Promise<Plan>;
  createRequest(
    input: RequestInput,
    call: WriteCall,
  ): Promise<EnvironmentRequest>;
  listRequests(
    query: NonNullable<ListRequests['query']>,
    call: RequestListCall,
  ): Promise<ListRequests200Response>;
  getRequest(id: string, call: Call): Promise<EnvironmentRequest>;
  decideRequest(
    id: string,
    input: DecisionInput,
    call: WriteCall,
  ): Promise<EnvironmentRequest>;
  cancelRequest(id: string, call: WriteCall): Promise<EnvironmentRequest>;

  listEnvironments(
    query: NonNullable<ListEnvironments['query']>,
    call: EnvironmentListCall,
  ): Promise<ListEnvironments200Response>;
  getEnvironment(id: string, call: Call): Promise<Environment>;
  listEnvironmentEvents(
    id: string,
    page: { limit?: number; cursor?: string },
    call: Call,
  ): Promise<ListEnvironmentEvents200Response>;
  listStackEvents(id: string, call: Call): Promise<ListStackEvents200Response>;
  listOperations(id: string, call: Call): Promise<ListOperations200Response>;
  getOperationLog(
    operation: OperationRef,
    page: { after?: number; limit?: number },
    call: Call,
  ): Promise<GetOperationLog200Response>;
  /** The log after a line, and then as it comes, until the operation ends or the signal aborts. */
  followOperationLog(
    operation: OperationRef,
    options: { after: number; signal: AbortSignal },
    call: Call,
  ): Promise<AsyncIterable<LogUpdate>>;
  /** All lines there are, as text; a NotFoundError once the log was removed. */
  downloadOperationLog(operation: OperationRef, call: Call): Promise<LogFile>;
  extendLease(
    id: string,
    input: ExtensionInput,
    call: WriteCall,
  ): Promise<Environment>;
  deleteEnvironment(
    id: string,
    input: DeletionInput,
    call: WriteCall,
  ): Promise<Environment>;
  /** With values or a lease it asks for them as {@link EnvironmentsService.createRequest} does. */
  retryEnvironment(
    id: string,
    input: RetryInput,
    call: WriteCall,
  ): Promise<Environment>;
  getEnvironmentAccess(id: string, call: Call): Promise<EnvironmentAccess>;
  getKubeconfig(id: string, call: Call): Promise<Kubeconfig>;
  /** @throws NotAllowedError when it is not a person that calls */
  listOwners(call: Call): Promise<Owners>;

  listQuotas(
    query: QuotaQuery,
    call: QuotaListCall,
  ): Promise<ListQuotas200Response>;
  setQuotaLimit(
    input: QuotaLimitInput,
    call: QuotaListCall,
  ): Promise<QuotaUsage>;
  getUsage(
    query: NonNullable<GetUsage['query']>,
    call: UsageCall,
  ): Promise<Usage>;

  getFleet(call: FleetCall): Promise<Fleet>;
  /** Has AWS looked at again; does not wait for it. */
  lookAtFleet(call: Call): Promise<Fleet>;
  ignoreFinding(
    id: string,
    input: IgnoreInput,
    call: Call,
  ): Promise<FleetFinding>;
  reopenFinding(id: string, call: Call): Promise<FleetFinding>;
  deleteFinding(
    id: string,
    input: DeletionInput,
    call: WriteCall,
  ): Promise<Environment>;
  importCluster(input: ImportInput, call: WriteCall): Promise<Environment>;

  /** For everybody who may see environments: whoever waits is told why. */
  listPauses(call: Call): Promise<ListPauses200Response>;
  pauseOperations(input: EnginePauseInput, call: Call): Promise<EnginePause>;
  resumeOperations(id: string, call: Call): Promise<void>;
  /** Accounts and regions where creations wait because AWS is in trouble. */
  listBreakers(call: Call): Promise<ListBreakers200Response>;
  /** Lets the creations go on at once; a NotFoundError where none wait. */
  closeBreaker(
    place: { account: string; region: string },
    call: Call,
  ): Promise<void>;
  /** What the reaper does by itself within some hours. */
  listDueDeletions(
    query: { hours?: number },
    call: Call,
  ): Promise<ListDueDeletions200Response>;
}
