import type { LoggerService } from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
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
import type { Duration } from 'luxon';
import type { Quorums } from '../approvals/quorums';
import type { ApprovalRuleRegistry } from '../approvals/ApprovalRuleRegistry';
import { applyRules, type FailedRule } from '../approvals/applyRules';
import type { ServiceConfig } from '../serviceConfig';
import {
  amountsOf,
  type DatabaseQuotaLedger,
  type QuotaAmount,
  type QuotaDimensionRegistry,
  type QuotaForecast,
  type ReservationHolder,
  uncountedBy,
} from '../quotas';
import type { Person } from '../access/callers';
import { APPROVAL_RULE_FAILED } from './findings';
import { estimate, type Estimate } from './estimate';
import type { ProvisionerRegistry } from '../provisioners';
import type {
  RequestResolver,
  ResolvedRequest,
  WantedEnvironment,
} from './RequestResolver';

/** What a request would do, with everything that is needed to create it. */
export interface PlannedRequest extends PlannedEnvironment {
  /** Id of its type. */
  type: string;
  /** The input of the type, with the defaults that apply. */
  input: JsonObject;
  /** The environment that it is about; undefined until a new one exists. */
  environmentId?: string;
}

/** What a type of requests adds to the plan of an environment. */
export interface PlanInput {
  wanted: WantedEnvironment;
  /** Holds a reservation that the new one would replace. */
  replaces?: ReservationHolder;
  /** Further findings; called only for owners that the requester may act for. */
  check(resolved: ResolvedRequest): Promise<Finding[]>;
}

/** The plan of an environment, with everything that is needed to create it. */
export interface PlannedEnvironment {
  resolved: ResolvedRequest;
  plan: Plan;
  /** How long until it expires undecided. */
  expiresAfter: Duration;
  build: PlannedBuild;
}

/**
 * What the provisioner would build. Only of a `planned` one a request is stored.
 *
 * - `refused`: there is no spec, so the plan is refused, too
 */
export type PlannedBuild =
  | {
      kind: 'planned';
      spec: string;
      /** Millionths of a dollar per hour with the desired nodes. */
      hourlyCost: number;
      /** What it takes of the quotas. */
      amounts: QuotaAmount[];
    }
  | { kind: 'refused' };

/** The code of the findings that make a refusal a conflict instead of wrong input. */
export const QUOTA_EXCEEDED = 'quota-exceeded';

/** The code of the finding that a provisioner refuses a plan without an error that says why. */
export const PLAN_REFUSED = 'plan-refused';

interface RequestPlannerOptions {
  knex: Knex;
  config: ServiceConfig;
  installation: string;
  resolver: RequestResolver;
  ledger: DatabaseQuotaLedger;
  dimensions: QuotaDimensionRegistry;
  rules: ApprovalRuleRegistry;
  quorums: Quorums;
  provisioners: ProvisionerRegistry;
  logger: Pick<LoggerService, 'error'>;
}

/**
 * Computes what a request for an environment would do, without doing it. The types of requests use it.
 *
 * @remarks
 *
 * The same computation answers the plan beside a form and creates the request, so people get what they were shown.
 */
export class RequestPlanner {
  readonly #options: RequestPlannerOptions;

  constructor(options: RequestPlannerOptions) {
    this.#options = options;
  }

  /** @throws InputError when there is no such blueprint */
  async plan(input: PlanInput, requester: Person): Promise<PlannedEnvironment> {
    return onBehalfOf(requester.entityRef, () => this.#plan(input, requester));
  }

  async #plan(
    { wanted, replaces, check }: PlanInput,
    requester: Person,
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
    const { approval, failed } = applyRules(
      this.#options.rules.all,
      toApprovalPlan(resolved, estimated, uncounted),
      { requester, platformEngineers: config.approvals.platformEngineers },
    );
    const typeFindings = resolved.ownerIsAllowed ? await check(resolved) : [];
    const quorumWarnings = await this.#options.quorums.findings(
      approval.steps,
      requester.entityRef,
    );
    return {
      resolved,
      plan: toPlan({
        resolved,
        built,
        estimated,
        approval,
        forecast,
        typeFindings: [
          ...typeFindings,
          ...quorumWarnings,
          ...this.#ruleFindings(failed, resolved),
        ],
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

  #ruleFindings(
    failed: FailedRule[],
    { blueprint: { name, version } }: ResolvedRequest,
  ): Finding[] {
    return failed.map(({ rule, error }) => {
      this.#options.logger.error(
        `The approval rule ${rule} failed for a plan of the blueprint ${name}@${version}; it is refused`,
        error,
      );
      return {
        severity: 'error',
        code: APPROVAL_RULE_FAILED,
        params: { rule },
        message: `The approval rule ${rule} failed, so it is not known who has to approve; the platform team finds the reason in the log of the backend and must correct the rule`,
      };
    });
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
  resolved: ResolvedRequest,
  estimated: Estimate | undefined,
  uncounted: UnpricedPart[],
): ApprovalPlan {
  const { blueprint, owner, account, region, lease, values } = resolved;
  return {
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
