import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { Readiness } from 'backstage-plugin-eks-environments-node';
import type { ProvisionerRegistry } from '../provisioners';
import type { ExecutorCheck, ExecutorProblem } from './types';

/** What the checks of a replica found. */
export interface CheckedReplica {
  /** Version of the tool of each provisioner, by the provisioner's id. */
  versions: Record<string, string>;
  problems: ExecutorProblem[];
}

/**
 * Whether this replica can begin creations.
 *
 * @remarks
 *
 * What prevents all creations is asked here, such as a wrong clock; each provisioner adds what prevents its own. A replica claims no
 * creation that it could not run, although another one can.
 */
export class LocalReadiness {
  readonly #options: {
    checks: readonly ExecutorCheck[];
    provisioners: Pick<ProvisionerRegistry, 'all'>;
    logger: LoggerService;
  };
  #isReady = true;
  #problems: ExecutorProblem[] = [];

  constructor(options: {
    /** Of what concerns all provisioners. */
    checks: readonly ExecutorCheck[];
    provisioners: Pick<ProvisionerRegistry, 'all'>;
    logger: LoggerService;
  }) {
    this.#options = options;
  }

  /**
   * Whether nothing prevents all creations.
   *
   * @param provisioner - if given, also whether nothing prevents those of the provisioner of that id
   */
  isReady(provisioner?: string): boolean {
    return (
      this.#isReady &&
      !this.#problems.some(
        problem =>
          problem.provisioner !== undefined &&
          problem.provisioner === provisioner,
      )
    );
  }

  async check(): Promise<CheckedReplica> {
    const found = await Promise.all(
      this.#options.checks.map(check => check.check()),
    );
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
    return {
      versions: Object.fromEntries(
        provisioned.flatMap(({ id, readiness: { version } }) =>
          version === undefined ? [] : [[id, version]],
        ),
      ),
      problems,
    };
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
      logger.info(`This replica starts creations${of(provisioner)} again`);
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
