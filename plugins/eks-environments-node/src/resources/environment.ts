import type { JsonObject } from '@backstage/types';

/**
 * One region of one account.
 *
 * @public
 */
export interface Place {
  /** Id of the account in the configuration. */
  readonly account: string;
  readonly region: string;
}

/**
 * What identifies an environment's resources.
 *
 * @public
 */
export interface ResourceIdentity extends Place {
  /** The name of the environment's resource, such as the cluster's. It is unique in the installation and never used again. */
  readonly resourceRef: string;
  /** The id in the ownership tags: usually the environment's own, but another one for an imported resource. */
  readonly tagId: string;
  /** The installation in the ownership tags. */
  readonly installation: string;
}

/**
 * An environment as its provisioner sees it.
 *
 * @public
 */
export interface ProvisionedEnvironment extends ResourceIdentity {
  readonly id: string;
  /** What the provisioner returned when it planned the environment, as it was approved. */
  readonly spec: string;
  /**
   * The spec of what exists, if that is not `spec`: after a revision, until what was created with the earlier values is deleted. The outputs
   * belong to it.
   */
  readonly existingSpec?: string;
  /** What the provisioner stored with `saveOutputs` of an operation. */
  readonly outputs?: JsonObject;
}
