import {
  BLUEPRINT,
  ENVIRONMENT_ID,
  type Finding,
  INSTALLATION,
  OWNER,
  type Plan,
  type PlanApproval,
  type UnpricedPart,
  isRefusal,
} from 'backstage-plugin-eks-environments-common';
import type {
  ApprovalPlan,
  ProvisionerPlan,
  QuotaDimension,
} from 'backstage-plugin-eks-environments-node';
import { onBehalfOf } from 'backstage-plugin-safe-text-node';
import type { Knex } from 'knex';
import type { ServiceConfig } from '../../serviceConfig';
import {
  amountsOf,
  type DatabaseQuotaLedger,
  type QuotaDimensionRegistry,
  type QuotaForecast,
  uncountedBy,
} from '../../quotas';
import { PLAN_REFUSED, QUOTA_EXCEEDED } from '../findings';
import type { ApprovalPlanner } from './ApprovalPlanner';
import { estimate, type Estimate } from '../estimate';
import type { ProvisionerRegistry } from '../../provisioners';
import type { RequestResolver, ResolvedRequest } from '../RequestResolver';
import type {
  EnvironmentPlanner,
  PlanContext,
  PlanInput,
  PlannedEnvironment,
} from './types';

interface BlueprintPlannerOptions {
  knex: Knex;
  config: ServiceConfig;
  installation: string;
  resolver: RequestResolver;
  ledger: DatabaseQuotaLedger;
  dimensions: QuotaDimensionRegistry;
  approvals: ApprovalPlanner;
  provisioners: ProvisionerRegistry;
}

/**
 * Plans an environment from its blueprint, without asking the outside world.
 *
 * @remarks
 *
 * The same computation answers the plan beside a form and creates the request, so people get what they were shown.
 */
export class BlueprintPlanner implements EnvironmentPlanner {
  readonly #options: BlueprintPlannerOptions;

  constructor(options: BlueprintPlannerOptions) {
    this.#options = options;
  }

  /** @throws InputError when there is no such blueprint */
  async plan(
    input: PlanInput,
    { requester }: Pick<PlanContext, 'requester'>,
  ): Promise<PlannedEnvironment> {
    return onBehalfOf(requester.entityRef, () => this.#plan(input, requester));
  }

  async #plan(
    { type, wanted, replaces, check }: PlanInput,
    requester: PlanContext['requester'],
  ): Promise<PlannedEnvironment> {
    const { config, dimensions, resolver, ledger, knex } = this.#options;
    const resolved = await resolver.resolve(wanted, requester);
    const built = await this.#build(resolved);
    const estimated =
      built.kind === 'planned'
        ? estimate(built, { lease: resolved.lease, countAt: config.countAt })
        : undefined;
    // A quota that the caller does not belong to is not disclosed.
    const amounts =
      estimated && resolved.ownerIsAllowed
        ? amountsOf(dimensions.all, estimated.shape, resolved)
        : [];
    const forecast = await ledger.forecast(knex, amounts, replaces);
    const uncounted = estimated
      ? uncountedBy(limitedBy(forecast, dimensions), estimated.shape)
      : [];
    const { approval, findings } = await this.#options.approvals.plan(
      toApprovalPlan(type, resolved, estimated, uncounted),
      requester,
    );
    const typeFindings = resolved.ownerIsAllowed ? await check(resolved) : [];
    return {
      resolved,
      plan: toPlan({
        resolved,
        built,
        estimated,
        approval,
        forecast,
        typeFindings: [...typeFindings, ...findings],
      }),
      expiresAfter:
        resolved.blueprint.approval.expiresAfter ??
        config.approvals.expiresAfter,
      build:
        built.kind === 'planned' && estimated
          ? {
              kind: 'planned',
              spec: built.spec,
              hourlyCost: estimated.hourlyCost,
              amounts,
            }
          : { kind: 'refused' },
    };
  }

  async #build(resolved: ResolvedRequest): Promise<ProvisionerPlan> {
    const { account, region, blueprint, environmentId, owner } = resolved;
    if (!account || !region || !resolved.valuesAreValid) {
      return { kind: 'refused', findings: [] };
    }
    const provisioner = this.#options.provisioners.get(blueprint.provisioner);
    const built = await provisioner.plan({
      blueprint,
      values: resolved.values,
      name: resolved.name,
      resourceRef: resolved.clusterName,
      owner,
      account,
      region,
      tags: {
        [ENVIRONMENT_ID]: environmentId,
        [OWNER]: owner,
        [BLUEPRINT]: `${blueprint.name}@${blueprint.version}`,
        [INSTALLATION]: this.#options.installation,
      },
      principals: resolved.principals,
    });
    return explained(built, provisioner);
  }
}

/** A refusal always has an error among its findings, so that whoever asked sees that nothing will be built. */
function explained(
  built: ProvisionerPlan,
  { title }: { title: string },
): ProvisionerPlan {
  if (built.kind === 'planned' || built.findings.some(isRefusal)) {
    return built;
  }
  const refusal: Finding = {
    severity: 'error',
    code: PLAN_REFUSED,
    params: { provisioner: title },
    message: `${title} cannot create this environment and does not say why; ask the platform team`,
  };
  return { ...built, findings: [refusal, ...built.findings] };
}

function toApprovalPlan(
  type: string,
  resolved: ResolvedRequest,
  estimated: Estimate | undefined,
  uncounted: UnpricedPart[],
): ApprovalPlan {
  const { blueprint, owner, account, region, lease, values } = resolved;
  return {
    request: { type },
    blueprint,
    owner,
    account,
    region,
    lease,
    values,
    shape: estimated?.shape,
    uncounted,
  };
}

function toPlan(parts: {
  resolved: ResolvedRequest;
  built: ProvisionerPlan;
  estimated: Estimate | undefined;
  approval: PlanApproval;
  forecast: QuotaForecast;
  typeFindings: Finding[];
}): Plan {
  const { resolved, built, estimated, approval, forecast } = parts;
  const { blueprint, leaseRules } = resolved;
  const findings = [
    ...resolved.findings,
    ...parts.typeFindings,
    ...built.findings,
    ...quotaFindings(forecast),
    ...priceFindings(estimated),
  ];
  return {
    outcome:
      built.kind === 'refused' || findings.some(isRefusal)
        ? 'refused'
        : 'acceptable',
    findings,
    blueprint: {
      name: blueprint.name,
      version: blueprint.version,
      title: blueprint.title,
    },
    account: resolved.account,
    region: resolved.region,
    config: built.kind === 'planned' ? built.spec : undefined,
    changes: [],
    size: estimated?.size,
    cost: estimated?.cost,
    quota: forecast.effects,
    approval,
    lease: {
      duration: resolved.lease,
      maximum: leaseRules.maximum,
      maximumTotal: leaseRules.maximumTotal,
      grace: leaseRules.grace,
    },
  };
}

/** The dimensions that have a limit which applies to the request. */
function limitedBy(
  { effects }: QuotaForecast,
  dimensions: QuotaDimensionRegistry,
): QuotaDimension[] {
  const limited = new Set(effects.map(({ dimension }) => dimension));
  return dimensions.all.filter(({ id }) => limited.has(id));
}

function quotaFindings({ refusals }: QuotaForecast): Finding[] {
  return refusals.map(message => ({
    severity: 'error',
    code: QUOTA_EXCEEDED,
    message,
  }));
}

function priceFindings(estimated: Estimate | undefined): Finding[] {
  return (estimated?.notes ?? []).map(message => ({
    severity: 'info',
    code: 'price',
    message,
  }));
}
