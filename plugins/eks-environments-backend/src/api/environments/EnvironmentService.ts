import type {
  DeletionInput,
  Environment,
  EnvironmentAccess,
  ExtensionInput,
  Kubeconfig,
  ListEnvironmentEvents200Response,
  ListEnvironments200Response,
  ListOperations200Response,
  ListResourceEvents200Response,
} from 'backstage-plugin-eks-environments-common';
import type { EnvironmentFilter } from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import { type CallerResolver, callerName } from '../../access/callers';
import type { CircuitBreakerAdmin } from '../../breakers';
import type { EnvironmentCommands } from '../../environments/types';
import {
  type IdempotencyKeys,
  keyedWrite,
} from '../../idempotency/IdempotencyKeys';
import type { Visibility } from '../../permissions';
import { assertText } from '../../util/text';
import type { Call, WriteCall } from '../calls';
import { MAXIMUM_COMMENT } from '../limits';
import type { EnvironmentQuery } from './environmentList';
import type { EnvironmentReader } from './EnvironmentReader';
import type { ResourceEventReader } from './resourceEvents';

/** The parts of a call on one environment. */
interface CommandCall {
  environmentId: string;
  actor: string;
  /** Stores the idempotency key in the transaction of the write. */
  alongside: (transaction: Knex.Transaction) => Promise<void>;
}

/** Reads environments, and runs people's commands on them. */
export class EnvironmentService {
  readonly #callers: CallerResolver;
  readonly #environments: EnvironmentReader;
  readonly #resourceEvents: ResourceEventReader;
  readonly #breakers: CircuitBreakerAdmin;
  readonly #commands: EnvironmentCommands;
  readonly #keys: IdempotencyKeys;

  constructor(options: {
    callers: CallerResolver;
    environments: EnvironmentReader;
    resourceEvents: ResourceEventReader;
    breakers: CircuitBreakerAdmin;
    commands: EnvironmentCommands;
    keys: IdempotencyKeys;
  }) {
    this.#callers = options.callers;
    this.#environments = options.environments;
    this.#resourceEvents = options.resourceEvents;
    this.#breakers = options.breakers;
    this.#commands = options.commands;
    this.#keys = options.keys;
  }

  async list(
    query: EnvironmentQuery,
    { credentials, visible }: Call & { visible: Visibility<EnvironmentFilter> },
  ): Promise<ListEnvironments200Response> {
    const caller = await this.#callers.resolve(credentials);
    return this.#environments.list(query, { caller, visible });
  }

  async get(id: string): Promise<Environment> {
    return this.#breakers.addTo(await this.#environments.get(id));
  }

  async listEvents(
    id: string,
    page: { limit?: number; cursor?: string },
  ): Promise<ListEnvironmentEvents200Response> {
    return this.#environments.listEvents(id, page);
  }

  async listResourceEvents(id: string): Promise<ListResourceEvents200Response> {
    return { items: await this.#resourceEvents.read(id) };
  }

  async listOperations(
    id: string,
    page: { limit?: number; cursor?: string },
  ): Promise<ListOperations200Response> {
    return this.#environments.listOperations(id, page);
  }

  async extend(
    id: string,
    input: ExtensionInput,
    call: WriteCall,
  ): Promise<Environment> {
    assertText('reason', input.reason, MAXIMUM_COMMENT);
    return this.#command('ExtendLease', id, input, call, command =>
      this.#commands.extend({ ...command, ...input }),
    );
  }

  async delete(
    id: string,
    input: DeletionInput,
    call: WriteCall,
  ): Promise<Environment> {
    assertText('reason', input.reason, MAXIMUM_COMMENT);
    return this.#command('DeleteEnvironment', id, input, call, command =>
      this.#commands.delete({
        ...command,
        reason: input.reason,
        onlyUnfinished: input.onlyUnfinished,
        endReason: 'DeletedByUser',
      }),
    );
  }

  async retry(id: string, call: WriteCall): Promise<Environment> {
    return this.#command('RetryEnvironment', id, {}, call, command =>
      this.#commands.retry(command),
    );
  }

  async getAccess(id: string): Promise<EnvironmentAccess> {
    const { command, principals } = await this.#environments.getKubeconfig(id);
    return { command, principals };
  }

  async getKubeconfig(id: string): Promise<Kubeconfig> {
    return this.#environments.getKubeconfig(id);
  }

  /** Runs a command once for each idempotency key. */
  async #command(
    operation: string,
    environmentId: string,
    input: object,
    { credentials, idempotencyKey }: WriteCall,
    run: (command: CommandCall) => Promise<void>,
  ): Promise<Environment> {
    const actor = callerName(await this.#callers.resolve(credentials));
    const keyed = keyedWrite({
      caller: actor,
      key: idempotencyKey,
      operation,
      input: { environmentId, ...input },
    });
    await this.#keys.once(keyed, async () => {
      await run({
        environmentId,
        actor,
        alongside: transaction =>
          this.#keys.remember(transaction, keyed, environmentId),
      });
      return environmentId;
    });
    return this.#environments.get(environmentId);
  }
}
