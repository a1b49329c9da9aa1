import type { UnpricedPart } from 'backstage-plugin-eks-environments-common';
import type { OperationPhaseDefinition, OperationType } from '../operations';

/**
 * The input of the operation type `create`.
 *
 * @public
 */
export interface CreateInput {
  /** Whether what exists was created with earlier values, and is deleted first. */
  fromScratch: boolean;
}

/**
 * The part of a creation's checkpoint that decides how a retry begins.
 *
 * @public
 */
export interface CreateCheckpoint {
  /** Whether what was created with earlier values is deleted. Its spec and outputs are then forgotten. */
  cleared?: boolean;
}

/**
 * What a creation built.
 *
 * @public
 */
export interface CreatedResource {
  /** How many nodes are ready. Omitted: it has none of its own. */
  nodes?: number;
  /** Omitted: it is not a Kubernetes cluster. */
  kubernetesVersion?: string;
  /** What was created, for the timeline: one sentence without a full stop. Omitted: that it is ready, and its nodes. */
  summary?: string;
  /** URL of the Kubernetes API. */
  endpoint?: string;
  /** Base64 of the PEM. */
  certificateAuthority?: string;
  /** What is not healthy although the environment is usable, one sentence each. */
  unhealthy?: string[];
}

/**
 * The result of the operation type `create`.
 *
 * @public
 */
export interface CreateResult {
  cluster: CreatedResource;
}

/**
 * The report of a sweep, stored as evidence. The provisioner may add to it; see {@link Provisioner.presentSweep}.
 *
 * @public
 */
export interface SweepEvidence {
  /** The kinds of resources that the sweep searched for. */
  searchedKinds: readonly string[];
}

/**
 * The result of the operation type `delete`. With a failure, it says that the environment's own resource is deleted and a sweep found
 * leftovers that could not be removed. Omitted with a failure: the resource itself may exist.
 *
 * @public
 */
export interface DeleteResult {
  sweep: SweepEvidence;
  /**
   * With a failure: the leftovers that cost money, whose price the portal does not know. Given only when the search was complete and no
   * capacity is left, such as a node. Then the priced cost ends, and quotas keep only what does not depend on the size. Omitted: it is
   * unknown what is left, so everything keeps counting.
   */
  leftovers?: UnpricedPart[];
}

/**
 * How a provisioner runs one of the operation types that every provisioner has.
 *
 * @public
 */
export type Procedure<I extends object, R extends object> = Pick<
  OperationType<I, R>,
  'run' | 'classifyError'
> & {
  readonly phases: readonly OperationPhaseDefinition[];
  /** Whether this replica can run it now. Omitted: always. */
  canRun?(): boolean;
};

/**
 * How a provisioner runs the operation type `create`. It is called again after a crash, a takeover and each retry.
 *
 * @public
 */
export type CreateProcedure = Procedure<CreateInput, CreateResult>;

/**
 * How a provisioner runs the operation type `delete`. It must succeed for an environment of which nothing exists, and with any spec that
 * the provisioner ever returned.
 *
 * @public
 */
export type DeleteProcedure = Procedure<object, DeleteResult>;
