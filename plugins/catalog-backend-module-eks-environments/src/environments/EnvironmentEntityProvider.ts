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

/** Tells our entities from those of others with the same name, so that neither takes the other's place. */
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
 * Keeps an entity in the catalog for each environment that exists.
 *
 * @remarks
 *
 * A change is a hint to read that one environment again; it is in the catalog seconds later. A hint may be lost, so all are
 * read again now and then. A read that fails changes nothing in the catalog: only a complete list replaces what is there.
 */
export class EnvironmentEntityProvider implements EntityProvider {
  readonly #options: EnvironmentEntityProviderOptions;
  #lastWork: Promise<unknown> = Promise.resolve();

  constructor(options: EnvironmentEntityProviderOptions) {
    this.#options = options;
  }

  /** Must never change: the catalog knows our entities by it. */
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
      // The same on all replicas: one of them writes the change to the database that they share.
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

  /** One piece of work at a time: what was read first must not be written last. */
  #inOrder(work: () => Promise<void>): Promise<void> {
    const result = this.#lastWork.then(work);
    this.#lastWork = result.catch(() => undefined);
    return result;
  }
}
