import type {
  AuthService,
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import type {
  DeferredEntity,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type { EventsService } from '@backstage/plugin-events-node';
import {
  EKS_ENVIRONMENTS_TOPIC,
  environmentEntityRef,
  type ChangeHint,
  type Environment,
} from 'backstage-plugin-eks-environments-common';
import type { EksEnvironmentsService } from 'backstage-plugin-eks-environments-node';
import { environmentEntity } from './environmentEntity';

const PAGE_SIZE = 200;

/** Distinguishes the provider's entities from others with the same name, so that neither replaces the other. */
const LOCATION_KEY = 'eks-environments';

interface EnvironmentEntityProviderOptions {
  appBaseUrl: string;
  auth: AuthService;
  environments: Pick<
    EksEnvironmentsService,
    'getEnvironment' | 'listEnvironments'
  >;
  events: EventsService;
  logger: LoggerService;
  taskRunner: SchedulerServiceTaskRunner;
}

/**
 * Keeps an entity in the catalog for each existing environment.
 *
 * @remarks
 *
 * A change is a hint to read that one environment again; the catalog is updated seconds later. Hints may be lost, so all environments are
 * read again periodically. A failed read changes nothing in the catalog: only a complete list replaces its contents.
 */
export class EnvironmentEntityProvider implements EntityProvider {
  readonly #options: EnvironmentEntityProviderOptions;
  #lastWork: Promise<unknown> = Promise.resolve();

  constructor(options: EnvironmentEntityProviderOptions) {
    this.#options = options;
  }

  /** Must never change: the catalog identifies the provider's entities by it. */
  getProviderName(): string {
    return 'eks-environments';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    const { events, taskRunner } = this.#options;
    await taskRunner.run({
      id: 'eks-environments-refresh-entities',
      fn: () => this.#inOrder(() => this.#refreshAll(connection)),
    });
    await events.subscribe({
      // The same on all replicas, so that only one of them writes the change to the shared database.
      id: 'eks-environments-entities',
      topics: [EKS_ENVIRONMENTS_TOPIC],
      onEvent: async ({ eventPayload }) => {
        const { type, environmentId } = eventPayload as ChangeHint;
        if (environmentId && type !== 'OperationProgressed') {
          await this.#inOrder(() =>
            this.#refreshOne(connection, environmentId),
          );
        }
      },
    });
  }

  async #refreshAll(connection: EntityProviderConnection): Promise<void> {
    const entities: DeferredEntity[] = [];
    for await (const environment of this.#readAll()) {
      entities.push(...this.#toDeferred(environment));
    }
    await connection.applyMutation({ type: 'full', entities });
    this.#options.logger.debug(
      `All ${entities.length} environments are in the catalog`,
    );
  }

  async #refreshOne(
    connection: EntityProviderConnection,
    environmentId: string,
  ): Promise<void> {
    const { auth, environments } = this.#options;
    const environment = await environments.getEnvironment(environmentId, {
      credentials: await auth.getOwnServiceCredentials(),
    });
    const added = this.#toDeferred(environment);
    await connection.applyMutation({
      type: 'delta',
      added,
      removed:
        added.length > 0
          ? []
          : [
              {
                entityRef: environmentEntityRef(environment),
                locationKey: LOCATION_KEY,
              },
            ],
    });
  }

  async *#readAll(): AsyncGenerator<Environment> {
    const { auth, environments } = this.#options;
    let cursor: string | undefined;
    do {
      const { items, pageInfo } = await environments.listEnvironments(
        cursor
          ? { cursor, limit: PAGE_SIZE }
          : { scope: 'all', ended: false, limit: PAGE_SIZE },
        { credentials: await auth.getOwnServiceCredentials() },
      );
      yield* items;
      cursor = pageInfo.nextCursor;
    } while (cursor);
  }

  #toDeferred(environment: Environment): DeferredEntity[] {
    const entity = environmentEntity(environment, this.#options.appBaseUrl);
    return entity ? [{ entity, locationKey: LOCATION_KEY }] : [];
  }

  /** Runs one task at a time: data that was read first must not be written last. */
  #inOrder(work: () => Promise<void>): Promise<void> {
    const result = this.#lastWork.then(work);
    this.#lastWork = result.catch(() => undefined);
    return result;
  }
}
