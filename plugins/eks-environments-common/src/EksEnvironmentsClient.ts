import { ResponseError } from '@backstage/errors';
import {
  DefaultApiClient,
  type CreateRequest,
  type DecideRequest,
  type DeleteEnvironment,
  type DeleteFinding,
  type ExtendLease,
  type GetOperationLog,
  type ImportCluster,
  type ListEnvironmentEvents,
  type ListEnvironments,
  type ListOperations,
  type ListQuotas,
  type ListRequests,
  type RequestOptions,
  type StartOperation,
  type TypedResponse,
  type EnginePauseInput,
  type QuotaLimitInput,
  type RequestInput,
} from './schema/openapi';

/** Options of a write: two calls with the same key take effect once. @public */
export interface WriteOptions extends RequestOptions {
  idempotencyKey?: string;
}

/** Options of the API client. @public */
export interface EksEnvironmentsClientOptions {
  /** Resolves the plugin's base URL; the discovery API of the frontend or of the backend. */
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  /** If omitted, the platform's fetch; then calls need a token of their own. */
  fetchApi?: { fetch: typeof fetch };
}

/**
 * The API client of EKS Environments for pages, other plugins and scripts.
 *
 * @remarks
 *
 * A thin wrapper around the client that is generated from the OpenAPI document: it unwraps responses and throws `ResponseError` (whose
 * `cause` has the server's name and message) unless the call succeeds.
 *
 * @public
 */
export class EksEnvironmentsClient {
  readonly #api: DefaultApiClient;
  readonly #discoveryApi: EksEnvironmentsClientOptions['discoveryApi'];
  readonly #fetchApi: { fetch: typeof fetch };

  constructor(options: EksEnvironmentsClientOptions) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi ?? { fetch: (...args) => fetch(...args) };
    this.#api = new DefaultApiClient({
      discoveryApi: options.discoveryApi,
      fetchApi: { fetch: withHeaderNames(this.#fetchApi.fetch) },
    });
  }

  listBlueprints(options?: RequestOptions) {
    return unwrap(this.#api.listBlueprints({}, options));
  }

  getBlueprint(name: string, version?: number, options?: RequestOptions) {
    return unwrap(
      this.#api.getBlueprint({ path: { name }, query: { version } }, options),
    );
  }

  /** Plans are requested repeatedly while a form is filled in: the signal aborts an outdated one. */
  createPlan(
    input: RequestInput,
    options: RequestOptions & { signal?: AbortSignal } = {},
  ) {
    const { signal, ...requestOptions } = options;
    const api = new DefaultApiClient({
      discoveryApi: this.#discoveryApi,
      fetchApi: {
        fetch: (url, init) => this.#fetchApi.fetch(url, { ...init, signal }),
      },
    });
    return unwrap(api.createPlan({ body: input }, requestOptions));
  }

  listRequests(query: ListRequests['query'] = {}, options?: RequestOptions) {
    return unwrap(this.#api.listRequests({ query }, options));
  }

  getRequest(id: string, options?: RequestOptions) {
    return unwrap(this.#api.getRequest({ path: { id } }, options));
  }

  createRequest(input: CreateRequest['body'], options?: WriteOptions) {
    return unwrap(
      this.#api.createRequest({ body: input, header: key(options) }, options),
    );
  }

  decideRequest(
    id: string,
    input: DecideRequest['body'],
    options?: WriteOptions,
  ) {
    return unwrap(
      this.#api.decideRequest(
        { path: { id }, body: input, header: key(options) },
        options,
      ),
    );
  }

  cancelRequest(id: string, options?: WriteOptions) {
    return unwrap(
      this.#api.cancelRequest({ path: { id }, header: key(options) }, options),
    );
  }

  listEnvironments(
    query: ListEnvironments['query'] = {},
    options?: RequestOptions,
  ) {
    return unwrap(this.#api.listEnvironments({ query }, options));
  }

  getEnvironment(id: string, options?: RequestOptions) {
    return unwrap(this.#api.getEnvironment({ path: { id } }, options));
  }

  listEvents(
    id: string,
    query: ListEnvironmentEvents['query'] = {},
    options?: RequestOptions,
  ) {
    return unwrap(
      this.#api.listEnvironmentEvents({ path: { id }, query }, options),
    );
  }

  listOperations(
    id: string,
    query: ListOperations['query'] = {},
    options?: RequestOptions,
  ) {
    return unwrap(this.#api.listOperations({ path: { id }, query }, options));
  }

  getOperationLog(
    id: string,
    operationId: string,
    query: GetOperationLog['query'] = {},
    options?: RequestOptions,
  ) {
    return unwrap(
      this.#api.getOperationLog({ path: { id, operationId }, query }, options),
    );
  }

  /**
   * Opens the live log as server-sent events. The caller reads the body and aborts by the signal.
   *
   * @throws ResponseError if the stream cannot be opened
   */
  async streamOperationLog(
    id: string,
    operationId: string,
    options: { after?: number; signal?: AbortSignal } & RequestOptions = {},
  ): Promise<ReadableStream<Uint8Array>> {
    return this.#openLog(
      [id, operationId],
      `stream?after=${options.after ?? 0}`,
      { ...options, accept: 'text/event-stream' },
    );
  }

  /**
   * Opens the whole log of an operation as text, one line per message with time and level.
   *
   * @throws ResponseError if it cannot be read, or was deleted at the end of its retention
   */
  async downloadOperationLog(
    id: string,
    operationId: string,
    options: { signal?: AbortSignal } & RequestOptions = {},
  ): Promise<ReadableStream<Uint8Array>> {
    return this.#openLog([id, operationId], 'download', {
      ...options,
      accept: 'text/plain',
    });
  }

  listResourceEvents(id: string, options?: RequestOptions) {
    return unwrap(this.#api.listResourceEvents({ path: { id } }, options));
  }

  extendLease(id: string, input: ExtendLease['body'], options?: WriteOptions) {
    return unwrap(
      this.#api.extendLease(
        { path: { id }, body: input, header: key(options) },
        options,
      ),
    );
  }

  deleteEnvironment(
    id: string,
    input: DeleteEnvironment['body'],
    options?: WriteOptions,
  ) {
    return unwrap(
      this.#api.deleteEnvironment(
        { path: { id }, body: input, header: key(options) },
        options,
      ),
    );
  }

  /** Retries a failed creation or deletion. A request of the type `revise` changes the values of a failed creation. */
  retryEnvironment(id: string, options?: WriteOptions) {
    return unwrap(
      this.#api.retryEnvironment(
        { path: { id }, header: key(options) },
        options,
      ),
    );
  }

  /** Starts an operation that the environment lists under `operations`, such as `hibernate`. */
  startOperation(
    id: string,
    input: StartOperation['body'],
    options?: WriteOptions,
  ) {
    return unwrap(
      this.#api.startOperation(
        { path: { id }, body: input, header: key(options) },
        options,
      ),
    );
  }

  getEnvironmentAccess(id: string, options?: RequestOptions) {
    return unwrap(this.#api.getEnvironmentAccess({ path: { id } }, options));
  }

  listOwners(options?: RequestOptions) {
    return unwrap(this.#api.listOwners({}, options));
  }

  getKubeconfig(id: string, options?: RequestOptions) {
    return unwrap(this.#api.getKubeconfig({ path: { id } }, options));
  }

  listQuotas(query: ListQuotas['query'] = {}, options?: RequestOptions) {
    return unwrap(this.#api.listQuotas({ query }, options));
  }

  setQuotaLimit(input: QuotaLimitInput, options?: RequestOptions) {
    return unwrap(this.#api.setQuotaLimit({ body: input }, options));
  }

  /** Circuit breakers that hold back the creations of a provisioner in an account and region, because it is in trouble there. */
  listBreakers(options?: RequestOptions) {
    return unwrap(this.#api.listBreakers({}, options));
  }

  /** Closes a circuit breaker, so that the creations that it holds back resume at once. */
  async closeBreaker(
    scope: { provisioner: string; account: string; region: string },
    options?: RequestOptions,
  ): Promise<void> {
    await succeed(this.#api.closeBreaker({ path: scope }, options));
  }

  getUsage(scope?: 'mine' | 'teams' | 'all', options?: RequestOptions) {
    return unwrap(this.#api.getUsage({ query: { scope } }, options));
  }

  listPauses(options?: RequestOptions) {
    return unwrap(this.#api.listPauses({}, options));
  }

  /** Pauses creations or deletions that have not started, with a reason that everybody sees. */
  pause(input: EnginePauseInput, options?: RequestOptions) {
    return unwrap(this.#api.pauseOperations({ body: input }, options));
  }

  /** Lifts a pause. */
  async resume(id: string, options?: RequestOptions): Promise<void> {
    await succeed(this.#api.resumeOperations({ path: { id } }, options));
  }

  /** Upcoming actions of the reaper in the given number of hours; 24 by default. */
  listDueDeletions(hours?: number, options?: RequestOptions) {
    return unwrap(this.#api.listDueDeletions({ query: { hours } }, options));
  }

  getFleet(options?: RequestOptions) {
    return unwrap(this.#api.getFleet({}, options));
  }

  /** Requests a reconciliation; the response does not wait for it. */
  reconcileFleet(options?: RequestOptions) {
    return unwrap(this.#api.reconcileFleet({}, options));
  }

  ignoreFinding(id: string, reason: string, options?: RequestOptions) {
    return unwrap(
      this.#api.ignoreFinding({ path: { id }, body: { reason } }, options),
    );
  }

  reopenFinding(id: string, options?: RequestOptions) {
    return unwrap(this.#api.reopenFinding({ path: { id } }, options));
  }

  deleteFinding(
    id: string,
    input: DeleteFinding['body'],
    options?: WriteOptions,
  ) {
    return unwrap(
      this.#api.deleteFinding(
        { path: { id }, body: input, header: key(options) },
        options,
      ),
    );
  }

  importCluster(input: ImportCluster['body'], options?: WriteOptions) {
    return unwrap(
      this.#api.importCluster({ body: input, header: key(options) }, options),
    );
  }

  /** The generated client reads whole responses; these are streams. */
  async #openLog(
    ids: [environment: string, operation: string],
    what: string,
    options: { accept: string; signal?: AbortSignal } & RequestOptions,
  ): Promise<ReadableStream<Uint8Array>> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('eks-environments');
    const [id, operationId] = ids.map(encodeURIComponent);
    const response = await this.#fetchApi.fetch(
      `${baseUrl}/v1/environments/${id}/operations/${operationId}/log/${what}`,
      {
        signal: options.signal,
        headers: {
          Accept: options.accept,
          ...(options.token && { Authorization: `Bearer ${options.token}` }),
        },
      },
    );
    if (!response.ok || !response.body) {
      throw await ResponseError.fromResponse(response);
    }
    return response.body;
  }
}

function key(options?: WriteOptions) {
  return options?.idempotencyKey
    ? { idempotencyKey: options.idempotencyKey }
    : {};
}

async function unwrap<T>(answer: Promise<TypedResponse<T>>): Promise<T> {
  return (await succeed(answer)).json();
}

async function succeed<T>(
  answer: Promise<TypedResponse<T>>,
): Promise<TypedResponse<T>> {
  const response = await answer;
  if (!response.ok) {
    throw await ResponseError.fromResponse(response as unknown as Response);
  }
  return response;
}

/** The generated client sends header parameters under their camel-cased names; this restores their HTTP names. */
function withHeaderNames(inner: typeof fetch): typeof fetch {
  return (input, init) => {
    const headers = new Headers(init?.headers);
    const idempotencyKey = headers.get('idempotencyKey');
    if (idempotencyKey !== null) {
      headers.delete('idempotencyKey');
      headers.set('Idempotency-Key', idempotencyKey);
    }
    return inner(input, { ...init, headers });
  };
}
