import type { JsonObject } from '@backstage/types';
import type {
  Place,
  Provisioner,
  ProvisionerBlueprint,
  ProvisionerBlueprintProblem,
  ProvisionerPlan,
  ProvisionerPlanInput,
  ProvisionerVerification,
  ProvisionerVerificationInput,
} from 'backstage-plugin-eks-environments-node';
import type { PriceTable } from 'backstage-plugin-eksctl-node';
import type { AwsAccountConfig } from '../accounts';
import type { DryRun } from '../dryRun';
import type { PlanPreflight } from '../preflight';
import { questionsOf, type RegionLookup } from '../preflight/regionAnswers';
import {
  type BuildOptions,
  type BuiltConfig,
  finishConfig,
  prepareConfig,
} from './buildConfig';
import { buildWithDefaults } from './buildWithDefaults';
import { findAccountProblems } from './findAccountProblems';
import { findTemplateProblems } from './findTemplateProblems';
import { inspectOffers } from './inspectOffers';
import { priceConfig } from './priceConfig';
import { checkPrincipals, iamPrincipalsOf } from './principals';
import { regionOfConfig } from './rawConfig';
import { verifyPlan } from './verifyPlan';

/** The dependencies of the planning. */
export interface EksctlPlanningOptions {
  accounts: readonly AwsAccountConfig[];
  regions: RegionLookup;
  prices: PriceTable;
  /** Omitted: plans have no preflight. */
  preflight?: Pick<PlanPreflight, 'look'>;
  /** Omitted: plans have no check by eksctl. */
  dryRun?: DryRun;
}

/** Plans clusters of eksctl. A plan is a ClusterConfig in YAML. */
export class EksctlPlanning
  implements
    Pick<
      Provisioner,
      | 'checkBlueprint'
      | 'inspectBlueprint'
      | 'planExample'
      | 'regionOf'
      | 'checkPrincipals'
      | 'plan'
      | 'verify'
    >
{
  readonly #options: EksctlPlanningOptions;

  constructor(options: EksctlPlanningOptions) {
    this.#options = options;
  }

  /** Checks the accounts, the template, and the config that it renders with the default values. */
  async checkBlueprint(
    blueprint: ProvisionerBlueprint,
  ): Promise<ProvisionerBlueprintProblem[]> {
    return [
      ...findAccountProblems(blueprint, this.#options.accounts),
      ...(await findTemplateProblems(blueprint)),
    ];
  }

  async inspectBlueprint(
    blueprint: ProvisionerBlueprint,
    place: Place,
  ): Promise<ProvisionerBlueprintProblem[]> {
    const { preflight } = this.#options;
    return preflight ? inspectOffers(blueprint, { preflight, place }) : [];
  }

  async planExample(
    blueprint: ProvisionerBlueprint,
  ): Promise<ProvisionerPlan | undefined> {
    const built = await buildWithDefaults(blueprint);
    return built && this.#toPlan(built, blueprint.regions[0]);
  }

  regionOf({ config }: JsonObject): Promise<string | undefined> {
    return regionOfConfig(config);
  }

  checkPrincipals = checkPrincipals;

  async plan(input: ProvisionerPlanInput): Promise<ProvisionerPlan> {
    const { account, region } = input;
    const options = this.#toBuildOptions(input);
    const prepared = await prepareConfig(options);
    if (prepared.kind === 'refused') {
      return prepared;
    }
    const answers = await this.#options.regions.answer(
      { account, region },
      questionsOf(prepared.config),
    );
    return this.#toPlan(await finishConfig(prepared, options, answers), region);
  }

  async verify(
    planned: ProvisionerVerificationInput,
  ): Promise<ProvisionerVerification> {
    return verifyPlan(planned, this.#options);
  }

  #toBuildOptions({
    resourceRef,
    principals,
    tags,
    ...input
  }: ProvisionerPlanInput): BuildOptions {
    const account = this.#options.accounts.find(
      ({ id }) => id === input.account,
    );
    return {
      ...input,
      clusterName: resourceRef,
      tags: { ...tags },
      accessEntries: iamPrincipalsOf(principals).map(principalArn => ({
        principalArn,
      })),
      rules: {
        allowExtendedSupport: account?.allowExtendedSupport,
        privateEndpointReachable: account?.privateEndpointReachable,
      },
    };
  }

  #toPlan(built: BuiltConfig, region: string): ProvisionerPlan {
    const { prices } = this.#options;
    return built.kind === 'refused'
      ? built
      : {
          kind: 'planned',
          spec: built.yaml,
          findings: built.findings,
          ...priceConfig(built.shape, { region, prices }),
        };
  }
}
