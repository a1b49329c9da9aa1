import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { formatEntity } from 'backstage-plugin-eks-environments-common';
import type { ProvisionerBlueprintProblem } from 'backstage-plugin-eks-environments-node';
import type {
  BlueprintProblem,
  BlueprintStore,
  StoredBlueprint,
} from '../blueprints';
import type { AccountConfig } from '../config';
import type { ProvisionerRegistry } from '../provisioners';

/**
 * Finds offered blueprints that nobody can use: approvers that the catalog does not have, and what the provisioner finds in the
 * blueprint's first account and region, such as Kubernetes versions that are not on offer.
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
    provisioners: ProvisionerRegistry;
  };
  #problems: BlueprintProblem[] = [];

  constructor(options: {
    blueprints: BlueprintStore;
    accounts: readonly AccountConfig[];
    catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
    auth: AuthService;
    logger: LoggerService;
    provisioners: ProvisionerRegistry;
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

  async #offerProblems(
    blueprint: StoredBlueprint,
  ): Promise<ProvisionerBlueprintProblem[]> {
    const { accounts, provisioners } = this.#options;
    const account = accounts.find(({ id }) => blueprint.accounts.includes(id));
    const region = blueprint.regions.find(name =>
      account?.regions.includes(name),
    );
    const provisioner = provisioners.find(blueprint.provisioner);
    return account && region && provisioner?.inspectBlueprint
      ? provisioner.inspectBlueprint(blueprint, { account: account.id, region })
      : [];
  }
}
