import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { formatEntity } from 'backstage-plugin-eks-environments-common';
import type { PreflightSubject } from 'backstage-plugin-eksctl-node';
import type {
  BlueprintProblem,
  BlueprintStore,
  StoredBlueprint,
} from '../blueprints';
import type { AccountConfig } from '../config';
import type { PlanPreflight } from '../preflight';
import { buildWithDefaults } from './defaultBuild';

/** What AWS offers; a quota that is used up or a missing role is not a fault of a blueprint. */
const OFFERS = new Set<PreflightSubject>([
  'version',
  'instanceType',
  'zones',
  'addon',
]);

/**
 * Finds offered blueprints that nobody can use: approvers that the catalog does not have, and Kubernetes versions or instance types that
 * AWS does not offer in the blueprint's first account and region.
 *
 * @remarks
 *
 * These facts change without the blueprint, so they are warnings and it stays on offer. What cannot be checked now is not a finding.
 */
export class BlueprintInspector {
  readonly #options: {
    blueprints: BlueprintStore;
    accounts: readonly AccountConfig[];
    catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
    auth: AuthService;
    logger: LoggerService;
    preflight?: Pick<PlanPreflight, 'look'>;
  };
  #problems: BlueprintProblem[] = [];

  constructor(options: {
    blueprints: BlueprintStore;
    accounts: readonly AccountConfig[];
    catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
    auth: AuthService;
    logger: LoggerService;
    /** Omitted: AWS is not asked. */
    preflight?: Pick<PlanPreflight, 'look'>;
  }) {
    this.#options = options;
  }

  /** The problems that the last inspection found. */
  get problems(): readonly BlueprintProblem[] {
    return this.#problems;
  }

  /** For a schedule. */
  async inspect(): Promise<void> {
    const { blueprints, logger } = this.#options;
    const found: BlueprintProblem[] = [];
    for (const blueprint of await blueprints.listNewest()) {
      const source = `${blueprint.name}@${blueprint.version}`;
      try {
        const problems = [
          ...(await this.#approverProblems(blueprint)),
          ...(await this.#offerProblems(blueprint)),
        ];
        found.push(
          ...problems.map(problem => ({
            source,
            severity: 'warning' as const,
            ...problem,
          })),
        );
      } catch (error) {
        logger.warn(
          `The blueprint ${source} could not be inspected`,
          toError(error),
        );
      }
    }
    this.#problems = found;
  }

  async #approverProblems({ approval }: StoredBlueprint) {
    const { auth, catalog } = this.#options;
    if (approval.mode !== 'person') {
      return [];
    }
    const approvers = [
      ...new Set(approval.steps.flatMap(step => step.approvers)),
    ];
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs: approvers },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    const missing = approvers.filter((_, index) => !items[index]);
    return missing.map(approver => ({
      path: 'spec.approval',
      message: `names the ${formatEntity(
        approver,
      )}, which the catalog does not have`,
    }));
  }

  async #offerProblems(blueprint: StoredBlueprint) {
    const { accounts, preflight } = this.#options;
    const account = accounts.find(({ id }) => blueprint.accounts.includes(id));
    const region = blueprint.regions.find(name =>
      account?.regions.includes(name),
    );
    const built = blueprint.raw
      ? undefined
      : await buildWithDefaults(blueprint);
    if (!preflight || !account || !region || built?.kind !== 'config') {
      return [];
    }
    const checks = await preflight.look({
      account: account.id,
      region,
      clusterName: 'example-00000000',
      config: built.yaml,
    });
    return checks
      .filter(({ check, outcome }) => outcome === 'failed' && OFFERS.has(check))
      .map(({ message }) => ({
        path: 'spec.template',
        message: `${message} (asked in ${account.id}, ${region})`,
      }));
  }
}
