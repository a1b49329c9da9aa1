import { NotFoundError } from '@backstage/errors';
import {
  type Blueprint,
  type DecisionInput,
  type DeletionInput,
  type EnginePauseInput,
  type ExtensionInput,
  formatEntityName,
  type IgnoreInput,
  type ImportInput,
  type QuotaLimitInput,
  type RequestInput,
  type RetryInput,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import type { RequestDecisions } from '../approvals/RequestDecisions';
import type { BlueprintStore } from '../blueprints';
import type { BreakerDesk } from '../breakers';
import type { Clock } from '../database';
import type { Planner } from '../dryRun';
import type { EnvironmentCommands } from '../environments/types';
import type { ClusterImporter, FleetService } from '../fleet';
import { listDueDeletions } from '../leases';
import type { EnginePauses } from '../pauses';
import {
  EVERYONE,
  type LimitSetter,
  type QuotaReader,
  toScope,
} from '../quotas';
import type { BlueprintPresenter } from '../requests/BlueprintPresenter';
import type { RequestCreator } from '../requests/RequestCreator';
import type { RequestQuery, RequestReader } from '../requests/RequestReader';
import { assertText } from '../requests/text';
import { type CallerResolver, callerName } from '../access/callers';
import type { EnvironmentQuery } from './environments/environmentList';
import { asksForOtherValues, replanInputOf } from './environments/otherValues';
import type { EnvironmentReader } from './environments/EnvironmentReader';
import type { StackEventReader } from './environments/stackEvents';
import {
  type IdempotencyKeys,
  keyedWrite,
} from '../idempotency/IdempotencyKeys';
import { logFile } from './logs/logFile';
import type { OperationLogFeed } from './logs/OperationLogFeed';
import type {
  Call,
  EnvironmentListCall,
  EnvironmentsService,
  FleetCall,
  OperationRef,
  QuotaListCall,
  QuotaQuery,
  RequestListCall,
  UsageCall,
  WriteCall,
} from './types';
import type { UsageReader } from './usage/UsageReader';

/** What the service is made of. */
export interface ServiceParts {
  knex: Knex;
  clock: Clock;
  callers: CallerResolver;
  blueprints: BlueprintStore;
  presenter: BlueprintPresenter;
  planner: Planner;
  creator: RequestCreator;
  decisions: RequestDecisions;
  requests: RequestReader;
  environments: EnvironmentReader;
  stackEvents: StackEventReader;
  feed: OperationLogFeed;
  commands: EnvironmentCommands;
  keys: IdempotencyKeys;
  quotas: QuotaReader;
  limits: LimitSetter;
  pauses: EnginePauses;
  breakers: BreakerDesk;
  usage: UsageReader;
  fleet: FleetService;
  importer: ClusterImporter;
}

const MAXIMUM_COMMENT = 2000; // characters
const DEFAULT_HOURS = 24;

/**
 * What the product does, for whoever calls: it knows who that is, but not what they may do. Only the service that authorizes
 * calls it.
 */
export class DefaultEnvironmentsService implements EnvironmentsService {
  readonly #parts: ServiceParts;

  constructor(parts: ServiceParts) {
    this.#parts = parts;
  }

  async listBlueprints() {
    const { blueprints, presenter } = this.#parts;
    const definitions = await blueprints.listNewest();
    const items: Blueprint[] = [];
    // One after the other, so that a long list leaves room for the work of others
    for (const definition of definitions) {
      items.push(await presenter.present(definition));
    }
    return { items, totalItems: items.length };
  }

  async getBlueprint({ name, version }: { name: string; version?: number }) {
    const { blueprints, presenter } = this.#parts;
    const definition =
      version === undefined
        ? await blueprints.findNewest(name)
        : await blueprints.find(name, version);
    if (!definition) {
      throw new NotFoundError(`There is no blueprint ${name}`);
    }
    return presenter.present(definition);
  }

  async createPlan(input: RequestInput, { credentials }: Call) {
    const { callers, planner } = this.#parts;
    const person = await callers.resolvePerson(
      credentials,
      'plan an environment',
    );
    const { plan } = await planner.plan(input, person);
    return plan;
  }

  async createRequest(
    input: RequestInput,
    { credentials, idempotencyKey }: WriteCall,
  ) {
    const { callers, creator, requests } = this.#parts;
    const person = await callers.resolvePerson(
      credentials,
      'ask for an environment',
    );
    const id = await creator.create(
      input,
      person,
      keyedWrite({
        caller: person.entityRef,
        key: idempotencyKey,
        operation: 'CreateRequest',
        input,
      }),
    );
    return requests.get(id, person);
  }

  async listRequests(
    query: RequestQuery,
    { credentials, visible, decidable }: RequestListCall,
  ) {
    const caller = await this.#parts.callers.resolve(credentials);
    return this.#parts.requests.list(query, { caller, visible, decidable });
  }

  async getRequest(id: string, { credentials }: Call) {
    const caller = await this.#parts.callers.resolve(credentials);
    return this.#parts.requests.get(id, caller);
  }

  async decideRequest(
    id: string,
    input: DecisionInput,
    { credentials, idempotencyKey }: WriteCall,
  ) {
    const { callers, decisions, requests } = this.#parts;
    const person = await callers.resolvePerson(
      credentials,
      'decide on requests',
    );
    assertText('comment', input.comment, MAXIMUM_COMMENT);
    await decisions.decide(
      id,
      input,
      person,
      keyedWrite({
        caller: person.entityRef,
        key: idempotencyKey,
        operation: 'DecideRequest',
        input: { id, ...input },
      }),
    );
    return requests.get(id, person);
  }

  async cancelRequest(id: string, { credentials, idempotencyKey }: WriteCall) {
    const { callers, decisions, requests } = this.#parts;
    const caller = await callers.resolve(credentials);
    await decisions.cancel(
      id,
      callerName(caller),
      keyedWrite({
        caller: callerName(caller),
        key: idempotencyKey,
        operation: 'CancelRequest',
        input: { id },
      }),
    );
    return requests.get(id, caller);
  }

  async listEnvironments(
    query: EnvironmentQuery,
    { credentials, visible }: EnvironmentListCall,
  ) {
    const caller = await this.#parts.callers.resolve(credentials);
    return this.#parts.environments.list(query, { caller, visible });
  }

  async getEnvironment(id: string) {
    const { environments, breakers } = this.#parts;
    return breakers.addTo(await environments.get(id));
  }

  async listEnvironmentEvents(
    id: string,
    page: { limit?: number; cursor?: string },
  ) {
    return this.#parts.environments.listEvents(id, page);
  }

  async listStackEvents(id: string) {
    return { items: await this.#parts.stackEvents.read(id) };
  }

  async listOperations(id: string) {
    return this.#parts.environments.listOperations(id);
  }

  async getOperationLog(
    operation: OperationRef,
    page: { after?: number; limit?: number },
  ) {
    return this.#parts.environments.getOperationLog(operation, page);
  }

  async followOperationLog(
    operation: OperationRef,
    options: { after: number; signal: AbortSignal },
  ) {
    const { environments, feed } = this.#parts;
    await environments.getOperation(operation);
    return feed.follow(operation, options);
  }

  async downloadOperationLog(operation: OperationRef) {
    return logFile(this.#parts.environments, operation);
  }

  async extendLease(id: string, input: ExtensionInput, call: WriteCall) {
    const { commands } = this.#parts;
    assertText('reason', input.reason, MAXIMUM_COMMENT);
    return this.#command('ExtendLease', id, input, call, write =>
      commands.extend({ ...write, ...input }),
    );
  }

  async deleteEnvironment(id: string, input: DeletionInput, call: WriteCall) {
    const { commands } = this.#parts;
    assertText('reason', input.reason, MAXIMUM_COMMENT);
    return this.#command('DeleteEnvironment', id, input, call, write =>
      commands.delete({
        ...write,
        reason: input.reason,
        onlyUnfinished: input.onlyUnfinished,
        endReason: 'DeletedByUser',
      }),
    );
  }

  async retryEnvironment(id: string, input: RetryInput, call: WriteCall) {
    const { commands, environments } = this.#parts;
    if (asksForOtherValues(input)) {
      const environment = await environments.get(id);
      await this.createRequest(replanInputOf(environment, input), call);
      return environments.get(id);
    }
    return this.#command('RetryEnvironment', id, {}, call, write =>
      commands.retry(write),
    );
  }

  async getEnvironmentAccess(id: string) {
    const { command, principals } =
      await this.#parts.environments.getKubeconfig(id);
    return { command, principals };
  }

  async listOwners({ credentials }: Call) {
    const { claims, entityRef } = await this.#parts.callers.resolvePerson(
      credentials,
      'own environments',
    );
    const groups = claims.filter(claim => claim.startsWith('group:'));
    return { items: [...groups, entityRef] };
  }

  async getKubeconfig(id: string) {
    return this.#parts.environments.getKubeconfig(id);
  }

  async listQuotas(
    { scope, ...page }: QuotaQuery,
    { credentials, allScopes = true, editable = true, visible }: QuotaListCall,
  ) {
    const { callers, quotas } = this.#parts;
    const caller = await callers.resolve(credentials);
    const own = caller.kind === 'person' ? [EVERYONE, ...caller.claims] : [];
    const wanted = scope === undefined ? undefined : [toScope(scope)];
    const scopes = allScopes
      ? wanted
      : (wanted ?? own).filter(name => own.includes(name));
    return quotas.list(scopes && [...new Set(scopes)], page, {
      editable,
      visible,
    });
  }

  async setQuotaLimit(input: QuotaLimitInput, call: QuotaListCall) {
    const { callers, limits } = this.#parts;
    const caller = await callers.resolve(call.credentials);
    await limits.set(input, callerName(caller));
    const { items } = await this.listQuotas({ scope: input.scope }, call);
    const changed = items.find(
      ({ dimension }) => dimension === input.dimension,
    );
    if (!changed) {
      throw new NotFoundError(
        `There is no quota of ${formatEntityName(input.scope)}`,
      );
    }
    return changed;
  }

  async getUsage(
    query: { scope?: 'mine' | 'teams' | 'all' },
    { credentials, visibleEnvironments, visibleRequests }: UsageCall,
  ) {
    const caller = await this.#parts.callers.resolve(credentials);
    return this.#parts.usage.read(query, {
      caller,
      visibleEnvironments,
      visibleRequests,
    });
  }

  async listPauses() {
    const items = await this.#parts.pauses.list();
    return { items, totalItems: items.length };
  }

  async pauseOperations(input: EnginePauseInput, { credentials }: Call) {
    const { callers, pauses } = this.#parts;
    return pauses.pause(input, callerName(await callers.resolve(credentials)));
  }

  async resumeOperations(id: string, { credentials }: Call) {
    const { callers, pauses } = this.#parts;
    await pauses.resume(id, callerName(await callers.resolve(credentials)));
  }

  async listBreakers() {
    const items = await this.#parts.breakers.list();
    return { items, totalItems: items.length };
  }

  async closeBreaker(place: { account: string; region: string }) {
    await this.#parts.breakers.close(place);
  }

  async listDueDeletions({ hours = DEFAULT_HOURS }: { hours?: number }) {
    const items = await listDueDeletions(this.#parts, { hours });
    return { items, totalItems: items.length };
  }

  async getFleet({ manageable = true }: FleetCall) {
    return this.#parts.fleet.read(manageable);
  }

  async lookAtFleet() {
    const { fleet } = this.#parts;
    await fleet.look();
    return fleet.read(true);
  }

  async ignoreFinding(
    id: string,
    { reason }: IgnoreInput,
    { credentials }: Call,
  ) {
    const { callers, fleet } = this.#parts;
    assertText('reason', reason, MAXIMUM_COMMENT);
    const by = callerName(await callers.resolve(credentials));
    return fleet.ignore(id, { by, reason });
  }

  async reopenFinding(id: string) {
    return this.#parts.fleet.reopen(id);
  }

  async deleteFinding(
    id: string,
    { reason }: DeletionInput,
    { credentials, idempotencyKey }: WriteCall,
  ) {
    const { callers, fleet, environments } = this.#parts;
    assertText('reason', reason, MAXIMUM_COMMENT);
    const { entityRef } = await callers.resolvePerson(
      credentials,
      'delete what has no record',
    );
    const write = keyedWrite({
      caller: entityRef,
      key: idempotencyKey,
      operation: 'DeleteFinding',
      input: { id, reason },
    });
    const environmentId = await fleet.delete(id, {
      actor: entityRef,
      reason,
      write,
    });
    return environments.get(environmentId);
  }

  async importCluster(
    input: ImportInput,
    { credentials, idempotencyKey }: WriteCall,
  ) {
    const { callers, importer, environments } = this.#parts;
    const { entityRef } = await callers.resolvePerson(
      credentials,
      'import a cluster',
    );
    const write = keyedWrite({
      caller: entityRef,
      key: idempotencyKey,
      operation: 'ImportCluster',
      input,
    });
    return environments.get(await importer.import(input, entityRef, write));
  }

  /** A write of the engine's: once for each key, with the key in its transaction. */
  async #command(
    operation: string,
    environmentId: string,
    input: object,
    { credentials, idempotencyKey }: WriteCall,
    run: (write: {
      environmentId: string;
      actor: string;
      alongside: (
        transaction: Parameters<IdempotencyKeys['remember']>[0],
      ) => Promise<void>;
    }) => Promise<void>,
  ) {
    const { callers, keys, environments } = this.#parts;
    const actor = callerName(await callers.resolve(credentials));
    const keyed = keyedWrite({
      caller: actor,
      key: idempotencyKey,
      operation,
      input: { environmentId, ...input },
    });
    await keys.once(keyed, async () => {
      await run({
        environmentId,
        actor,
        alongside: transaction =>
          keys.remember(transaction, keyed, environmentId),
      });
      return environmentId;
    });
    return environments.get(environmentId);
  }
}
