import type {
  AuthService,
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type { EksEnvironmentsService } from 'backstage-plugin-eks-environments-node';
import { blueprintTemplate } from './blueprintTemplate';

/** Owner of the templates whose blueprint names none; a template must have one. */
const DEFAULT_OWNER = 'group:default/unknown';

/**
 * Provides a Scaffolder template for each blueprint.
 *
 * @remarks
 *
 * Blueprints that accept a whole config have no form: they are for hand-written templates. An empty list most likely means that the
 * portal failed to read its blueprints, so it changes nothing.
 */
export class BlueprintTemplateProvider implements EntityProvider {
  readonly #auth: AuthService;
  readonly #environments: Pick<EksEnvironmentsService, 'listBlueprints'>;
  readonly #logger: LoggerService;
  readonly #taskRunner: SchedulerServiceTaskRunner;

  constructor(options: {
    auth: AuthService;
    environments: Pick<EksEnvironmentsService, 'listBlueprints'>;
    logger: LoggerService;
    taskRunner: SchedulerServiceTaskRunner;
  }) {
    this.#auth = options.auth;
    this.#environments = options.environments;
    this.#logger = options.logger;
    this.#taskRunner = options.taskRunner;
  }

  /** Must never change: the catalog identifies the provider's entities by it. */
  getProviderName(): string {
    return 'eks-environments-blueprints';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    await this.#taskRunner.run({
      id: 'eks-environments-refresh-templates',
      fn: () => this.#refresh(connection),
    });
  }

  async #refresh(connection: EntityProviderConnection): Promise<void> {
    const { items } = await this.#environments.listBlueprints({
      credentials: await this.#auth.getOwnServiceCredentials(),
    });
    if (items.length === 0) {
      this.#logger.warn(
        'There are no blueprints, so the templates stay as they are. Are they readable? See eksEnvironments.blueprints',
      );
      return;
    }
    await connection.applyMutation({
      type: 'full',
      entities: items
        .filter(blueprint => !blueprint.raw)
        .map(blueprint => ({
          entity: blueprintTemplate(blueprint, DEFAULT_OWNER),
          locationKey: 'eks-environments-blueprints',
        })),
    });
  }
}
