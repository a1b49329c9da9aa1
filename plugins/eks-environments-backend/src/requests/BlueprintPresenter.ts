import type {
  Blueprint,
  BlueprintSize,
} from 'backstage-plugin-eks-environments-common';
import { formatRule } from '../approvals/formatRule';
import type { BlueprintDefinition } from '../blueprints';
import type { ProvisionerRegistry } from '../provisioners';
import type { ServiceConfig } from '../serviceConfig';
import { toMoney } from '../util/money';
import { estimate } from './estimate';
import { boundedRules } from './lease';

/** Shows blueprints as they apply to this portal: with its accounts, its prices and its longest lease. */
export class BlueprintPresenter {
  readonly #config: ServiceConfig;
  readonly #provisioners: ProvisionerRegistry;
  // A version never changes, and neither do the prices while the backend runs.
  readonly #sizes = new WeakMap<BlueprintDefinition, Promise<BlueprintSize>>();

  constructor(options: {
    config: ServiceConfig;
    provisioners: ProvisionerRegistry;
  }) {
    this.#config = options.config;
    this.#provisioners = options.provisioners;
  }

  async present(blueprint: BlueprintDefinition): Promise<Blueprint> {
    const { approval } = blueprint;
    const { accounts, leases } = this.#config;
    const offered = accounts.filter(({ id }) =>
      blueprint.accounts.includes(id),
    );
    return {
      name: blueprint.name,
      version: blueprint.version,
      title: blueprint.title,
      description: blueprint.description,
      owner: blueprint.owner,
      parameters: blueprint.parameters,
      regions: blueprint.regions.filter(region =>
        offered.some(({ regions }) => regions.includes(region)),
      ),
      accounts: offered.map(({ id }) => id),
      lease: boundedRules(blueprint.lease, leases.maximumTotal),
      approval: {
        mode: approval.mode,
        rule: formatRule(approval),
        approvers:
          approval.mode === 'person'
            ? [...new Set(approval.steps.flatMap(step => step.approvers))]
            : undefined,
      },
      raw: blueprint.raw,
      size: await this.#sizeOf(blueprint),
    };
  }

  #sizeOf(blueprint: BlueprintDefinition): Promise<BlueprintSize> {
    const known = this.#sizes.get(blueprint);
    if (known) {
      return known;
    }
    const size = this.#measure(blueprint);
    this.#sizes.set(blueprint, size);
    // Measured again when it failed because of the load.
    size.catch(() => this.#sizes.delete(blueprint));
    return size;
  }

  async #measure(blueprint: BlueprintDefinition): Promise<BlueprintSize> {
    const provisioner = this.#provisioners.find(blueprint.provisioner);
    const example = await provisioner?.planExample(blueprint);
    if (example?.kind !== 'planned') {
      return {};
    }
    const { size, cost, hourlyCost } = estimate(example, {
      lease: blueprint.lease.default,
      countAt: this.#config.countAt,
    });
    return {
      nodes: size.desired.nodes,
      hourly: toMoney(hourlyCost),
      unpriced: cost.unpriced,
    };
  }
}
