import type { JsonObject } from '@backstage/types';
import type {
  Finding,
  PlanCheck,
  PlanSize,
  UnpricedPart,
} from 'backstage-plugin-eks-environments-common';
import type { ResourceShape } from '../quotas';
import type { Place, ResourceIdentity } from '../resources';

/**
 * What a provisioner knows of a blueprint.
 *
 * @public
 */
export interface ProvisionerBlueprint {
  readonly name: string;
  readonly version: number;
  /** JSON Schema of the values. */
  readonly parameters: JsonObject;
  /** Handlebars template; undefined if `raw`. */
  readonly template?: string;
  /** Paths of the spec that are allowed in addition to those that the provisioner always allows. */
  readonly allowedPaths: readonly string[];
  /** Whether the only value, `config`, is the whole spec. */
  readonly raw: boolean;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
}

/**
 * A problem of a blueprint.
 *
 * @public
 */
export interface ProvisionerBlueprintProblem {
  /** Path in the document, such as `spec.template`. */
  path: string;
  /** The rest of a sentence about the path. */
  message: string;
}

/**
 * What an environment is planned from.
 *
 * @public
 */
export interface ProvisionerPlanInput extends Place {
  readonly blueprint: ProvisionerBlueprint;
  /** Complete and valid against the blueprint's parameters. */
  readonly values: JsonObject;
  /** The name that people chose. */
  readonly name: string;
  /** See {@link ResourceIdentity.resourceRef}. */
  readonly resourceRef: string;
  /** Entity reference. */
  readonly owner: string;
  /** Everything that is created gets these tags. They prove ownership. */
  readonly tags: Readonly<Record<string, string>>;
  /** Who gets access, as configured for the owner; checked by {@link Provisioner.checkPrincipals}. */
  readonly principals: readonly string[];
}

/**
 * Who gets access to the environments of an owner.
 *
 * @public
 */
export interface OwnerAccess {
  /** Entity reference. */
  readonly owner: string;
  /** As the configuration and the owner's entity have them. */
  readonly principals: readonly string[];
}

/**
 * An amount at the smallest, the desired and the largest size, in millionths of a US dollar per hour.
 *
 * @public
 */
export interface HourlyRates {
  min: number;
  desired: number;
  max: number;
}

/**
 * What an environment costs.
 *
 * @public
 */
export interface ProvisionerCost {
  /** The sum of the items. */
  hourly: HourlyRates;
  items: { name: string; detail: string; hourly: HourlyRates }[];
  /** Parts whose price is unknown; they are not in the sum. */
  unpriced: UnpricedPart[];
  /** The date of the price list, ISO 8601. */
  priceDate: string;
  /** Where the price list is from. */
  priceSource: string;
  /** Whether every price was in the price list, so that none is estimated. */
  exact: boolean;
  /** How the price was computed, in sentences. */
  notes: string[];
}

/**
 * A plan for an environment.
 *
 * - `planned`: it can be created with `spec`, a text that the provisioner can read again. It is shown to approvers, stored, and given to the
 *   operations byte for byte
 * - `refused`: it cannot be created, and the findings with the severity `error` say why
 *
 * @public
 */
export type ProvisionerPlan =
  | {
      kind: 'planned';
      spec: string;
      size: PlanSize;
      /** What quotas and approval rules count, except for the cost. */
      shape: Omit<ResourceShape, 'hourlyCost'>;
      cost: ProvisionerCost;
      findings: Finding[];
    }
  | { kind: 'refused'; findings: Finding[] };

/**
 * What is to be verified.
 *
 * @public
 */
export interface ProvisionerVerificationInput extends Place {
  readonly blueprint: ProvisionerBlueprint;
  readonly spec: string;
  readonly resourceRef: string;
  /** Whether the plan is refused for other reasons; then checks that take long can be omitted. */
  readonly isRefused: boolean;
  /** Names that are generated for each plan, and so do not affect whether the spec is accepted. */
  readonly generatedNames: readonly string[];
  /** The failed environment that is revised; what exists of it is no obstacle. */
  readonly revises?: ResourceIdentity;
  /**
   * Whether somebody waits for a complete answer.
   *
   * - `preview`: a form is being filled in; answer with what is known
   * - `request`: the request is about to be stored
   */
  readonly purpose: 'preview' | 'request';
}

/**
 * What checks against the outside world found. Findings with the severity `error` refuse the plan.
 *
 * @public
 */
export interface ProvisionerVerification {
  findings: Finding[];
  /** Checks of account and region, shown with the plan. */
  checks?: PlanCheck[];
  /** The verdict of the provisioner's own tool on the spec. `pending`: not known yet. */
  dryRun?: 'accepted' | 'refused' | 'unchecked' | 'pending';
}
