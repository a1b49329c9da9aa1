import type {
  Provisioner,
  ProvisionerPlan,
  ProvisionerPlanInput,
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
  preflight?: Pick<PlanPreflight, 'check'>;
  /** Omitted: plans have no check by eksctl. */
  dryRun?: DryRun;
}

/** The part of the provisioner that plans. */
type Planning = Pick<
  Required<Provisioner>,
  | 'checkBlueprint'
  | 'inspectBlueprint'
  | 'checkPrincipals'
  | 'planExample'
  | 'regionOf'
  | 'plan'
  | 'verify'
>;

/** Plans clusters of eksctl. A plan is a ClusterConfig in YAML. */
export function eksctlPlanning(options: EksctlPlanningOptions): Planning {
  const { accounts, preflight, prices, regions } = options;
  return {
    checkPrincipals,

    /** Checks the accounts, the template, and the config that it renders with the default values. */
    checkBlueprint: async blueprint => [
      ...findAccountProblems(blueprint, accounts),
      ...(await findTemplateProblems(blueprint)),
    ],

    inspectBlueprint: async (blueprint, place) =>
      preflight ? inspectOffers(blueprint, { preflight, place }) : [],

    planExample: async blueprint => {
      const built = await buildWithDefaults(blueprint);
      return built && toPlan(built, { region: blueprint.regions[0], prices });
    },

    regionOf: ({ config }) => regionOfConfig(config),

    plan: async input => {
      const { account, region } = input;
      const buildOptions = toBuildOptions(input, accounts);
      const prepared = await prepareConfig(buildOptions);
      if (prepared.kind === 'refused') {
        return prepared;
      }
      const answers = await regions.answer(
        { account, region },
        questionsOf(prepared.config),
      );
      const built = await finishConfig(prepared, buildOptions, answers);
      return toPlan(built, { region, prices });
    },

    verify: planned => verifyPlan(planned, options),
  };
}

function toBuildOptions(
  { resourceRef, principals, tags, ...input }: ProvisionerPlanInput,
  accounts: readonly AwsAccountConfig[],
): BuildOptions {
  const account = accounts.find(({ id }) => id === input.account);
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

function toPlan(
  built: BuiltConfig,
  options: { region: string; prices: PriceTable },
): ProvisionerPlan {
  return built.kind === 'refused'
    ? built
    : {
        kind: 'planned',
        spec: built.yaml,
        findings: built.findings,
        ...priceConfig(built.shape, options),
      };
}
