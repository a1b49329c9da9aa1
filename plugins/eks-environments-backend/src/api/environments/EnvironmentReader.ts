import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  answers,
  type Environment,
  type EnvironmentCondition,
  environmentStateLabels,
  type GetOperationLog200Response,
  isOpen,
  type Kubeconfig,
  type ListEnvironmentEvents200Response,
  type ListEnvironments200Response,
  type ListOperations200Response,
  type LogLine,
  type Operation,
  type QueuePosition,
} from 'backstage-plugin-eks-environments-common';
import type { EnvironmentFilter } from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import { z } from 'zod';
import { readConditions } from '../../conditions';
import type { AccountConfig, EngineLimits } from '../../config';
import { costsUntil } from '../../costs';
import {
  type Clock,
  type EventRow,
  type OperationLogRow,
  type OperationRow,
  type RequestRow,
  toColumn,
} from '../../database';
import { QueueEstimate, UsualDurations } from '../../engine';
import type {
  OperationOffers,
  OperationTypes,
  RunnableOperations,
} from '../../operations';
import type { Visibility } from '../../permissions';
import type { Caller } from '../../access/callers';
import { openQuery, type PageQuery, readPage } from '../../util/paging';
import type { OperationRef } from './OperationRef';
import {
  environmentQuerySchema,
  type EnvironmentQuery,
  environmentSortFields,
  environmentsOf,
  joinLeases,
} from './environmentList';
import {
  type LeasedEnvironmentRow,
  toEnvironment,
  toOperation,
} from './toEnvironment';
import { type ProvisionerRegistry, toProvisioned } from '../../provisioners';
import { toLogLine } from './logLines';

const DEFAULT_LOG_LINES = 500;

const noFilters: z.ZodType<PageQuery> = z
  .object({ orderBy: z.string() })
  .partial();

/** By the id of the operation. */
type QueuePositions = Map<string, QueuePosition>;

/** Reads environments and what belongs to them. */
export class EnvironmentReader {
  readonly #knex: Knex;
  readonly #clock: Clock;
  readonly #accounts: AccountConfig[];
  readonly #maximumRetries: number;
  readonly #maximumAttempts: number;
  readonly #types: OperationTypes;
  readonly #offers: OperationOffers;
  readonly #provisioners: ProvisionerRegistry;
  readonly #installation: string;
  readonly #usual: UsualDurations;
  readonly #queue: QueueEstimate;

  constructor(options: {
    knex: Knex;
    clock: Clock;
    accounts: AccountConfig[];
    /** How often people may retry a failed create. */
    maximumRetries: number;
    /** How many attempts the engine makes per operation. */
    maximumAttempts: number;
    limits: EngineLimits;
    types: OperationTypes;
    /** What some live replica can run now. */
    runnable: RunnableOperations;
    provisioners: ProvisionerRegistry;
    /** The installation in the ownership tags. */
    installation: string;
    offers: OperationOffers;
  }) {
    this.#types = options.types;
    this.#offers = options.offers;
    this.#provisioners = options.provisioners;
    this.#installation = options.installation;
    this.#knex = options.knex;
    this.#clock = options.clock;
    this.#accounts = options.accounts;
    this.#maximumRetries = options.maximumRetries;
    this.#maximumAttempts = options.maximumAttempts;
    this.#usual = new UsualDurations(options);
    this.#queue = new QueueEstimate({
      ...options,
      usualSeconds: (blueprint, operation) =>
        this.#usual.wholeSeconds(blueprint, operation),
    });
  }

  async list(
    query: EnvironmentQuery,
    options: { caller: Caller; visible: Visibility<EnvironmentFilter> },
  ): Promise<ListEnvironments200Response> {
    const opened = openQuery(query, environmentQuerySchema);
    const { rows, totalItems, pageInfo } = await readPage<LeasedEnvironmentRow>(
      {
        knex: this.#knex,
        base: environmentsOf(this.#knex, opened.query, options),
        select: selectLeased,
        table: 'environments',
        opened,
        sortFields: environmentSortFields,
        defaultOrder: 'createdAt,desc',
      },
    );
    const ids = rows.map(({ id }) => id);
    const newest = await this.#newestOperations(ids);
    const costs = await this.#costsOf(ids);
    const positions = await this.#positionsOf([...newest.values()]);
    const conditions = await readConditions(this.#knex, rows);
    return {
      items: await Promise.all(
        rows.map(row =>
          this.#toEnvironment(row, {
            newest: newest.get(row.id),
            positions,
            conditions: conditions.get(row.id),
            costSoFar: costs.get(row.id),
          }),
        ),
      ),
      totalItems,
      pageInfo,
    };
  }

  /** @throws NotFoundError when there is no such environment */
  async get(id: string): Promise<Environment> {
    const row = await this.#find(id);
    const newest = (await this.#newestOperations([id])).get(id);
    const positions = await this.#positionsOf(newest ? [newest] : []);
    const conditions = (await readConditions(this.#knex, [row])).get(id);
    const costs = await this.#costsOf([id]);
    return this.#toEnvironment(row, {
      newest,
      positions,
      conditions,
      costSoFar: costs.get(id),
      detailed: true,
    });
  }

  /** The timeline, including that of all requests for it; newest first. */
  async listEvents(
    id: string,
    page: { limit?: number; cursor?: string },
  ): Promise<ListEnvironmentEvents200Response> {
    await this.#find(id);
    const requests = this.#knex<RequestRow>('requests')
      .where('environment_id', id)
      .select('id');
    const { rows, totalItems, pageInfo } = await readPage<EventRow>({
      knex: this.#knex,
      base: this.#knex<EventRow>('events').where(either =>
        either.where('environment_id', id).orWhereIn('request_id', requests),
      ),
      select: query => query.select('events.*'),
      table: 'events',
      opened: openQuery<PageQuery>(page, noFilters),
      sortFields: { at: 'events.id' },
      defaultOrder: 'at,desc',
    });
    return {
      items: rows.map(row => ({
        id: row.id,
        type: row.type,
        at: row.at,
        actor: row.actor ?? undefined,
        message: row.message,
        code: row.code ?? undefined,
        params: row.params === null ? undefined : JSON.parse(row.params),
        data: row.data === null ? undefined : JSON.parse(row.data),
      })),
      totalItems,
      pageInfo,
    };
  }

  /** Newest first. */
  async listOperations(
    id: string,
    page: { limit?: number; cursor?: string },
  ): Promise<ListOperations200Response> {
    const { blueprint_name: blueprint } = await this.#find(id);
    const { rows, totalItems, pageInfo } = await readPage<OperationRow>({
      knex: this.#knex,
      base: this.#knex<OperationRow>('operations').where('environment_id', id),
      select: query => query.select('operations.*'),
      table: 'operations',
      opened: openQuery<PageQuery>(page, noFilters),
      sortFields: { createdAt: 'operations.id' },
      defaultOrder: 'createdAt,desc',
    });
    const positions = await this.#positionsOf(rows);
    const items = await Promise.all(
      rows.map(row => this.#toOperation(row, blueprint, positions)),
    );
    return { items, totalItems, pageInfo };
  }

  /** @throws NotFoundError when the environment has no such operation */
  async getOperation({
    environmentId,
    operationId,
  }: OperationRef): Promise<Operation> {
    const row: (OperationRow & { blueprint_name: string }) | undefined =
      await this.#knex('operations')
        .join('environments', 'environments.id', 'operations.environment_id')
        .where({
          'operations.id': operationId,
          'operations.environment_id': environmentId,
        })
        .first('operations.*', 'environments.blueprint_name');
    if (!row) {
      throw new NotFoundError(
        `There is no operation ${operationId} of the environment ${environmentId}`,
      );
    }
    const positions = await this.#positionsOf([row]);
    return this.#toOperation(row, row.blueprint_name, positions);
  }

  async getOperationLog(
    operation: OperationRef,
    page: { after?: number; limit?: number },
  ): Promise<GetOperationLog200Response> {
    // Read the state first: if it is final, the lines read after it are complete.
    const { state } = await this.getOperation(operation);
    const limit = page.limit ?? DEFAULT_LOG_LINES;
    const items = await this.readLines(operation.operationId, {
      after: page.after ?? 0,
      limit,
    });
    return { items, complete: !isOpen(state) && items.length < limit };
  }

  /** Lines after a sequence number, oldest first. */
  async readLines(
    operationId: string,
    page: { after: number; limit: number },
  ): Promise<LogLine[]> {
    const rows = await this.#knex<OperationLogRow>('operation_log')
      .where('operation_id', operationId)
      .where('sequence', '>', page.after)
      .orderBy('sequence')
      .limit(page.limit);
    return rows.map(toLogLine);
  }

  /**
   * @throws ConflictError while the environment does not answer
   * @throws NotFoundError when its provisioner offers no kubeconfig
   */
  async getKubeconfig(id: string): Promise<Kubeconfig> {
    const row = await this.#find(id);
    if (!answers(row.state) || row.endpoint === null) {
      throw new ConflictError(
        `The cluster does not answer in the state ${
          environmentStateLabels[row.state]
        }`,
      );
    }
    const provisioner = this.#provisioners.find(row.provisioner);
    if (!provisioner?.access) {
      throw new NotFoundError(
        provisioner
          ? `Environments of the provisioner ${row.provisioner} have no kubeconfig`
          : `The provisioner ${row.provisioner} of the environment is not installed`,
      );
    }
    return provisioner.access(
      toProvisioned(row, { installation: this.#installation }),
      {
        endpoint: row.endpoint,
        certificateAuthority: row.certificate_authority ?? '',
      },
    );
  }

  async #find(id: string): Promise<LeasedEnvironmentRow> {
    const query: Knex.QueryBuilder = this.#knex('environments')
      .where('environments.id', id)
      .first();
    selectLeased(query);
    const row: LeasedEnvironmentRow | undefined = await query;
    if (!row) {
      throw new NotFoundError(`There is no environment ${id}`);
    }
    return row;
  }

  #costsOf(environmentIds: string[]): Promise<Map<string, number>> {
    return costsUntil(this.#knex, environmentIds, toColumn(this.#clock.now()));
  }

  async #newestOperations(
    environmentIds: string[],
  ): Promise<Map<string, OperationRow>> {
    // Ids sort by time.
    const newest = this.#knex('operations')
      .whereIn('environment_id', environmentIds)
      .groupBy('environment_id')
      .max('id');
    const rows = await this.#knex<OperationRow>('operations').whereIn(
      'id',
      newest,
    );
    return new Map(rows.map(row => [row.environment_id, row]));
  }

  /** Only waiting operations have a place in the queue. */
  async #positionsOf(rows: OperationRow[]): Promise<QueuePositions> {
    const waiting = rows.filter(({ state }) => state === 'Pending');
    return waiting.length > 0
      ? this.#queue.positionsOf(waiting.map(({ id }) => id))
      : new Map();
  }

  #toOperation(
    row: OperationRow,
    blueprint: string,
    positions: QueuePositions,
  ): Promise<Operation> {
    const operation = {
      ...toOperation(row, this.#types.find(row.type)),
      maximumAttempts:
        this.#types.find(row.type)?.retry.maximumAttempts ??
        this.#maximumAttempts,
      queue: positions.get(row.id),
    };
    return this.#usual.addTo(operation, blueprint);
  }

  async #toEnvironment(
    row: LeasedEnvironmentRow,
    {
      newest,
      positions,
      conditions = [],
      costSoFar = 0,
      detailed = false,
    }: {
      newest: OperationRow | undefined;
      positions: QueuePositions;
      conditions: EnvironmentCondition[] | undefined;
      /** Omitted: nothing was charged. */
      costSoFar?: number;
      detailed?: boolean;
    },
  ): Promise<Environment> {
    const operation =
      newest &&
      (await this.#toOperation(newest, row.blueprint_name, positions));
    const account = this.#accounts.find(({ id }) => id === row.account);
    return toEnvironment(row, {
      operation,
      conditions,
      provisioner: this.#provisioners.find(row.provisioner),
      installation: this.#installation,
      accountNumber: account?.accountNumber,
      maximumRetries: this.#maximumRetries,
      costSoFar,
      now: this.#clock.now(),
      operations: this.#offers.on(
        row,
        operation && isOpen(operation.state) ? operation : undefined,
      ),
      detailed,
    });
  }
}

function selectLeased(query: Knex.QueryBuilder): void {
  query
    .modify(joinLeases)
    .join('requests as asked', 'asked.id', 'environments.request_id')
    .leftJoin('requests as pending', join =>
      join
        .on('pending.environment_id', 'environments.id')
        .andOnVal('pending.state', 'PendingApproval'),
    )
    .select('environments.*', 'leases.*', 'asked.reason', {
      pending_request_id: 'pending.id',
      pending_request_type: 'pending.type',
    });
}
