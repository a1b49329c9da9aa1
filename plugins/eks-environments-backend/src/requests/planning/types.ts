import type { Finding, Plan } from 'backstage-plugin-eks-environments-common';
import type { ProvisionerVerificationInput } from 'backstage-plugin-eks-environments-node';
import type { Duration } from 'luxon';
import type { Person } from '../../access/callers';
import type { QuotaAmount, ReservationHolder } from '../../quotas';
import type { ResolvedRequest, WantedEnvironment } from '../RequestResolver';

/** What a plan is for: to be shown beside a form, or to be stored with a request. */
export type PlanPurpose = ProvisionerVerificationInput['purpose'];

/** What a request type adds to the plan of an environment. */
export interface PlanInput {
  /** Id of the request type. */
  type: string;
  wanted: WantedEnvironment;
  /** Holds a reservation that the new one would replace. */
  replaces?: ReservationHolder;
  /** Further findings; called only for owners that the requester may act for. */
  check(resolved: ResolvedRequest): Promise<Finding[]>;
}

/** Who asks, and what for. */
export interface PlanContext {
  requester: Person;
  purpose: PlanPurpose;
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

/** Plans what a provisioner would build from a blueprint. */
export interface EnvironmentPlanner {
  /** @throws InputError when there is no such blueprint */
  plan(input: PlanInput, context: PlanContext): Promise<PlannedEnvironment>;
}
