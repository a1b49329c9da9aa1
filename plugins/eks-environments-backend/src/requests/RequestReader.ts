import { NotFoundError } from '@backstage/errors';
import type {
  ApprovalStep,
  AvailableRequestAction,
  EnvironmentRequest,
  ListRequests,
  ListRequests200Response,
} from 'backstage-plugin-eks-environments-common';
import type { RequestFilter } from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import { z } from 'zod';
import { type BlueprintStore, defaultsOf } from '../blueprints';
import type { Quorums } from '../approvals/quorums';
import {
  readSteps,
  type StoredStep,
  whereDecidable,
  whyNotDecide,
} from '../approvals/steps';
import type { DecisionRow, RequestRow } from '../database';
import {
  applyVisibility,
  propertyColumns,
  type Visibility,
} from '../permissions';
import type { Caller } from '../access/callers';
import {
  cursorText,
  openQuery,
  readPage,
  type SortFields,
} from '../util/paging';
import { whereScope } from '../access/scope';
import { whereText } from '../util/textSearch';
import { type RequestTypes, typeNotInstalled } from './RequestTypes';

export type RequestQuery = NonNullable<ListRequests['query']>;

const requestQuerySchema: z.ZodType<RequestQuery> = z
  .object({
    scope: z.enum(['mine', 'teams', 'all']),
    type: z.string().max(32),
    state: z.array(
      z.enum(['PendingApproval', 'Approved', 'Denied', 'Expired', 'Cancelled']),
    ),
    decidable: z.boolean(),
    owner: cursorText,
    blueprint: cursorText,
    text: cursorText,
    orderBy: cursorText,
  })
  .partial();

const sortFields: SortFields = {
  createdAt: 'requests.created_at',
  updatedAt: 'requests.updated_at',
  // Requests that are decided, or were decided at once, sort after all that expire.
  expiresAt: `coalesce(requests.expires_at, '9999')`,
  name: 'requests.name',
  owner: 'requests.owner',
  requester: 'requests.requester',
  state: 'requests.state',
  blueprint: 'requests.blueprint_name',
};

/** The view of a caller on the requests. */
export interface RequestView {
  caller: Caller;
  visible: Visibility<RequestFilter>;
  decidable: Visibility<RequestFilter>;
}

/** Reads requests with their plans and decisions. */
export class RequestReader {
  readonly #knex: Knex;
  readonly #blueprints: BlueprintStore;
  readonly #types: Pick<RequestTypes, 'find' | 'titleOf' | 'shownInput'>;
  readonly #quorums: Pick<Quorums, 'problemOf'>;

  constructor(options: {
    knex: Knex;
    blueprints: BlueprintStore;
    types: Pick<RequestTypes, 'find' | 'titleOf' | 'shownInput'>;
    quorums: Pick<Quorums, 'problemOf'>;
  }) {
    this.#knex = options.knex;
    this.#blueprints = options.blueprints;
    this.#types = options.types;
    this.#quorums = options.quorums;
  }

  async list(
    query: RequestQuery,
    view: RequestView,
  ): Promise<ListRequests200Response> {
    const opened = openQuery(query, requestQuerySchema);
    const { rows, totalItems, pageInfo } = await readPage<RequestRow>({
      knex: this.#knex,
      base: this.#requestsOf(opened.query, view),
      select: selected => selected.select('requests.*'),
      table: 'requests',
      opened,
      sortFields,
      defaultOrder: 'createdAt,desc',
    });
    return {
      items: await this.#toRequests(rows, view.caller),
      totalItems,
      pageInfo,
    };
  }

  /** @throws NotFoundError when there is no such request */
  async get(id: string, caller: Caller): Promise<EnvironmentRequest> {
    const row = await this.#knex<RequestRow>('requests').where({ id }).first();
    if (!row) {
      throw new NotFoundError(`There is no request ${id}`);
    }
    const [request] = await this.#toRequests([row], caller);
    return row.state === 'PendingApproval'
      ? { ...request, steps: await this.#withProblems(row, request.steps) }
      : request;
  }

  /** Reads the catalog, so it is only done for a single request. */
  async #withProblems(
    row: RequestRow,
    shown: ApprovalStep[],
  ): Promise<ApprovalStep[]> {
    const steps = await readSteps(this.#knex, [row.id]);
    const decisions = await this.#knex<DecisionRow>('decisions').where(
      'request_id',
      row.id,
    );
    return Promise.all(
      shown.map(async (step, index) => ({
        ...step,
        problem: await this.#quorums.problemOf(row, steps[index], decisions),
      })),
    );
  }

  #requestsOf(query: RequestQuery, view: RequestView): Knex.QueryBuilder {
    const { scope, type, state, decidable, owner, blueprint, text } = query;
    const base: Knex.QueryBuilder = this.#knex('requests');
    const columns = propertyColumns('requests');
    applyVisibility(base, view.visible, columns);
    whereScope(base, 'requests', scope, view.caller);
    if (decidable) {
      whereDecidableBy(base, view.caller);
      applyVisibility(base, view.decidable, columns);
    }
    if (state && state.length > 0) {
      base.whereIn('requests.state', state);
    }
    if (type !== undefined) {
      base.where('requests.type', type);
    }
    if (owner !== undefined) {
      base.where('requests.owner', owner);
    }
    if (blueprint !== undefined) {
      base.where('requests.blueprint_name', blueprint);
    }
    if (text) {
      whereText(
        base,
        ['requests.name', 'requests.owner', 'requests.blueprint_name'],
        text,
      );
    }
    return base;
  }

  async #toRequests(
    rows: RequestRow[],
    caller: Caller,
  ): Promise<EnvironmentRequest[]> {
    const ids = rows.map(({ id }) => id);
    const decisions = await this.#knex<DecisionRow>('decisions')
      .whereIn('request_id', ids)
      .orderBy('id');
    const steps = await readSteps(this.#knex, ids);
    return Promise.all(
      rows.map(async row => ({
        ...toRequest(
          row,
          {
            steps: steps.filter(step => step.request_id === row.id),
            decisions: decisions.filter(made => made.request_id === row.id),
            isInstalled: this.#types.find(row.type) !== undefined,
          },
          caller,
        ),
        title: this.#types.titleOf(row.type),
        ...this.#types.shownInput(row),
        defaults: await this.#defaults(row),
      })),
    );
  }

  /** The blueprint's defaults, so that an approver sees the differences. */
  async #defaults(row: RequestRow): Promise<EnvironmentRequest['defaults']> {
    const blueprint = await this.#blueprints.find(
      row.blueprint_name,
      row.blueprint_version,
    );
    return blueprint && defaultsOf(blueprint.parameters);
  }
}

/** Only users decide. */
function whereDecidableBy(query: Knex.QueryBuilder, caller: Caller): void {
  if (caller.kind === 'person') {
    whereDecidable(query, caller);
  } else {
    query.whereRaw('1 = 0');
  }
}

/** The steps and decisions of one request, and whether its type is still installed. */
interface ReadApproval {
  steps: StoredStep[];
  decisions: DecisionRow[];
  isInstalled: boolean;
}

function toRequest(
  row: RequestRow,
  approval: ReadApproval,
  caller: Caller,
): Omit<EnvironmentRequest, 'title'> {
  return {
    id: row.id,
    type: row.type,
    state: row.state,
    requester: row.requester,
    owner: row.owner,
    blueprint: { name: row.blueprint_name, version: row.blueprint_version },
    name: row.name,
    account: row.account,
    region: row.region,
    reason: row.reason ?? undefined,
    plan: JSON.parse(row.plan),
    steps: approval.steps.map(({ rule, reason, approvers, quorum, state }) => ({
      rule,
      reason,
      approvers,
      quorum,
      state,
    })),
    decisions: approval.decisions.map(made => ({
      step: made.step ?? undefined,
      decision: made.decision,
      decidedBy: made.decided_by,
      comment: made.comment ?? undefined,
      decidedAt: made.decided_at,
    })),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    environmentId: row.environment_id ?? undefined,
    expiresAt: row.expires_at ?? undefined,
    actions: requestActions(row, approval, caller),
  };
}

/** The actions that the state allows; those that the caller may not take are removed later. */
function requestActions(
  row: RequestRow,
  { steps, decisions: made, isInstalled }: ReadApproval,
  caller: Caller,
): AvailableRequestAction[] {
  if (row.state !== 'PendingApproval') {
    return [];
  }
  const mayDecide =
    caller.kind === 'person' &&
    whyNotDecide(row, steps, made, caller) === undefined;
  const decisions: AvailableRequestAction[] = [
    isInstalled
      ? { action: 'approve', possible: true }
      : {
          action: 'approve',
          possible: false,
          reason: typeNotInstalled(row.type),
        },
    { action: 'deny', possible: true },
  ];
  return [
    ...(mayDecide ? decisions : []),
    { action: 'cancel', possible: true },
  ];
}
