import type { JsonObject } from '@backstage/types';
import type {
  Finding,
  Kubeconfig,
  ResourceEvent,
  SweepReport,
} from 'backstage-plugin-eks-environments-common';
import type { AnyOperationType } from '../operations';
import type { Place, ProvisionedEnvironment } from '../resources';
import type { ProvisionerCallOptions } from './calls';
import type { ProvisionerFleet, ResourceHealth } from './fleet';
import type {
  OwnerAccess,
  ProvisionerBlueprint,
  ProvisionerBlueprintProblem,
  ProvisionerPlan,
  ProvisionerPlanInput,
  ProvisionerVerification,
  ProvisionerVerificationInput,
} from './planning';
import type {
  CreatedResource,
  CreateProcedure,
  DeleteProcedure,
  SweepEvidence,
} from './procedures';
import type { ProvisionerPower } from './power';
import type { Readiness } from './readiness';

/**
 * A way to create, observe and delete environments, such as EKS clusters by eksctl.
 *
 * @remarks
 *
 * Blueprints name their provisioner. Requests, quotas, approvals, leases, the engine, the fleet page and the API treat all provisioners
 * alike. Everything specific to one is defined here. Optional members may be omitted: the portal then does not offer what they provide.
 *
 * Every asynchronous call outside of an operation has a deadline and gets a signal that aborts then: see {@link ProvisionerCallOptions}.
 * A provisioner that does not answer delays no other one.
 *
 * @public
 */
export interface Provisioner {
  /** Stored with environments; it must never change. At most 32 lower-case letters, digits and hyphens, such as `eksctl`. */
  readonly id: string;
  /** Shown on pages, such as `Amazon EKS`. */
  readonly title: string;

  readonly create: CreateProcedure;
  readonly delete: DeleteProcedure;
  /** Omitted: its environments cannot be hibernated. */
  readonly power?: ProvisionerPower;
  /** Further kinds of work on its environments. */
  readonly operationTypes?: readonly AnyOperationType[];

  /**
   * Checks a blueprint as far as that is possible without people's values, when it is loaded. Its parameters are a valid JSON Schema.
   * Without problems the blueprint is offered.
   */
  checkBlueprint(
    blueprint: ProvisionerBlueprint,
    options: ProvisionerCallOptions,
  ): Promise<ProvisionerBlueprintProblem[]>;

  /**
   * Plans an environment with the default values of a blueprint, without asking the outside world; for its size and price in the list of
   * blueprints.
   *
   * @returns undefined if that is not possible, such as when there are values without a default
   */
  planExample(
    blueprint: ProvisionerBlueprint,
    options: ProvisionerCallOptions,
  ): Promise<ProvisionerPlan | undefined>;

  /** Checks an offered blueprint against the outside world, regularly. Problems are warnings, and what cannot be checked is none. */
  inspectBlueprint?(
    blueprint: ProvisionerBlueprint,
    place: Place,
    options: ProvisionerCallOptions,
  ): Promise<ProvisionerBlueprintProblem[]>;

  /** The region that the values of a raw blueprint name. */
  regionOf?(
    values: JsonObject,
    options: ProvisionerCallOptions,
  ): Promise<string | undefined>;

  /**
   * Checks who gets access to the environments of an owner, such as IAM principals. What is no principal must be left out of the plan.
   * Omitted: there are no findings.
   */
  checkPrincipals?(access: OwnerAccess): Finding[];

  /** Plans an environment without changing anything. The same input gives the same plan. */
  plan(
    input: ProvisionerPlanInput,
    options: ProvisionerCallOptions,
  ): Promise<ProvisionerPlan>;

  /**
   * Checks a plan against the outside world. What does not answer is reported as unknown. If the call fails or reaches its deadline, the
   * plan gets a warning.
   */
  verify?(
    planned: ProvisionerVerificationInput,
    options: ProvisionerCallOptions,
  ): Promise<ProvisionerVerification>;

  /**
   * Checks this replica; called regularly. A replica with problems begins no creations, and one that does not answer has one. Omitted: it is
   * always ready.
   */
  checkReadiness?(options: ProvisionerCallOptions): Promise<Readiness>;

  /** Omitted: environments are neither reconciled nor imported. */
  readonly fleet?: ProvisionerFleet;

  /** Checks whether the environment answers. Omitted: its health is unknown. */
  health?(
    environment: ProvisionedEnvironment,
    options: ProvisionerCallOptions,
  ): Promise<ResourceHealth>;

  /**
   * How people reach the environment.
   *
   * @param resource - as the creation returned it
   */
  access?(
    environment: ProvisionedEnvironment,
    resource: Required<
      Pick<CreatedResource, 'endpoint' | 'certificateAuthority'>
    >,
  ): Kubeconfig;

  /** The page of the environment in the console of its cloud. Asked for every row of a list, so it must be cheap. */
  consoleUrl?(environment: ProvisionedEnvironment): string | undefined;

  /** The tags that its resources have. Asked for a single environment. */
  tags(environment: ProvisionedEnvironment): Record<string, string>;

  /** The newest events of the resources that are created for the environment. */
  resourceEvents?(
    environment: ProvisionedEnvironment,
    options: ProvisionerCallOptions,
  ): Promise<ResourceEvent[]>;

  /** Writes the end of the lease where it is visible next to the resource, such as a tag. A resource that does not exist is no error. */
  showLeaseEnd?(
    environment: ProvisionedEnvironment,
    end: { expiresAt: string },
    options: ProvisionerCallOptions,
  ): Promise<void>;

  /** The stored report of a sweep, for people. */
  presentSweep(evidence: SweepEvidence, place: Place): SweepReport;
}
