import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { Readiness } from 'backstage-plugin-eks-environments-node';
import type { ProvisionerRegistry } from '../provisioners';
import type { ExecutorStore } from './ExecutorStore';
import type {
  ExecutorCheck,
  ExecutorProblem,
  ExecutorReadiness,
} from './types';

/**
 * Whether this replica can begin operations, and what it reports to the others.
 *
 * @remarks
 *
 * What prevents all creations is asked here, such as a wrong clock; each provisioner adds what prevents its own. A replica claims no
 * creation that it could not run, although another one can.
 */
export class LocalExecutor implements ExecutorReadiness {
  readonly #options: {
    replica: string;
    store: ExecutorStore;
    checks: readonly ExecutorCheck[];
    provisioners: Pick<ProvisionerRegistry, 'all'>;
    logger: LoggerService;
  };
  #isReady = true;
  #problems: ExecutorProblem[] = [];

  constructor(options: {
    replica: string;
    store: ExecutorStore;
    /** Of what concerns all provisioners. */
    checks: readonly ExecutorCheck[];
    provisioners: Pick<ProvisionerRegistry, 'all'>;
    logger: LoggerService;
  }) {
    this.#options = options;
  }

  isReady(): boolean {
    return this.#isReady;
  }

  /** Runs all checks and stores their results; for a schedule. */
  async check(): Promise<void> {
    const { checks, store, replica } = this.#options;
    const found = await Promise.all(checks.map(check => check.check()));
    const own = found.filter(problem => problem !== undefined);
    const provisioned = await this.#checkProvisioners();
    const problems = [
      ...own,
      ...provisioned.flatMap(({ id, readiness }) =>
        readiness.problems.map(problem => ({ ...problem, provisioner: id })),
      ),
    ];
    this.#log(problems);
    this.#isReady = own.length === 0;
    this.#problems = problems;
    await store.report({
      replica,
      versions: Object.fromEntries(
        provisioned.flatMap(({ id, readiness: { version } }) =>
          version === undefined ? [] : [[id, version]],
        ),
      ),
      problems,
    });
  }

  /** Removes this replica from the list at shutdown. */
  async leave(): Promise<void> {
    await this.#options.store.remove(this.#options.replica);
  }

  #checkProvisioners(): Promise<{ id: string; readiness: Readiness }[]> {
    return Promise.all(
      this.#options.provisioners.all.map(async provisioner => ({
        id: provisioner.id,
        readiness: await this.#checkSafely(provisioner),
      })),
    );
  }

  async #checkSafely(
    provisioner: ProvisionerRegistry['all'][number],
  ): Promise<Readiness> {
    try {
      return (await provisioner.checkReadiness?.()) ?? { problems: [] };
    } catch (error) {
      const { message } = toError(error);
      this.#options.logger.error(
        `The readiness of the provisioner ${provisioner.id} could not be checked`,
        toError(error),
      );
      return {
        problems: [
          {
            code: 'check-failed',
            message: `Its readiness could not be checked: ${message}`,
            isLasting: false,
          },
        ],
      };
    }
  }

  /** Logs once for each change, with the provisioner that it concerns. */
  #log(problems: ExecutorProblem[]): void {
    const { logger } = this.#options;
    const before = new Set(this.#problems.map(describe));
    for (const problem of problems) {
      const description = describe(problem);
      if (!before.has(description)) {
        logger.error(description);
      }
    }
    const concerned = new Set(problems.map(({ provisioner }) => provisioner));
    const recovered = new Set(
      this.#problems
        .map(({ provisioner }) => provisioner)
        .filter(provisioner => !concerned.has(provisioner)),
    );
    for (const provisioner of recovered) {
      logger.info(
        `The reason why this replica began no creations${of(
          provisioner,
        )} is gone`,
      );
    }
  }
}

function describe({ provisioner, message }: ExecutorProblem): string {
  return `This replica begins no creations${of(provisioner)}: ${message}`;
}

function of(provisioner: string | undefined): string {
  return provisioner === undefined
    ? ''
    : ` with the provisioner ${provisioner}`;
}
