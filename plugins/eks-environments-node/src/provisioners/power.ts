import type { JsonObject } from '@backstage/types';
import type { Message } from 'backstage-plugin-eks-environments-common';
import type { ProvisionedEnvironment } from '../resources';
import type { ProvisionerCost } from './planning';
import type { CreatedResource, Procedure } from './procedures';

/**
 * Whether an environment can be hibernated. The reason is one sentence.
 *
 * @public
 */
export type HibernationSupport =
  | { kind: 'supported' }
  | { kind: 'unsupported'; reason: Message };

/**
 * The result of the operation type `hibernate`.
 *
 * @public
 */
export interface HibernateResult {
  /** What the resumption has to restore, such as sizes. It is stored with the environment. */
  restore: JsonObject;
  /** What the environment costs until it is resumed. */
  cost: ProvisionerCost;
}

/**
 * The result of the operation type `resume`.
 *
 * @public
 */
export interface ResumeResult {
  cluster: CreatedResource;
}

/**
 * The input of the operation types `hibernate` and `resume`.
 *
 * @public
 */
export interface PowerInput {
  /**
   * {@link HibernateResult.restore} of the last hibernation that completed and was not followed by a resumption that did. Omitted: there is
   * none, so what an incomplete one changed has to be found out from the resource itself.
   */
  restore?: JsonObject;
}

/**
 * The part of a provisioner that stops what runs in an environment and starts it again, to save its cost.
 *
 * @remarks
 *
 * Both procedures are called again after a crash, a takeover and each retry, and each one after an interrupted attempt of the other.
 *
 * @public
 */
export interface ProvisionerPower {
  /** Whether the environment can be hibernated, as far as its spec tells. It must be cheap. */
  supports(environment: ProvisionedEnvironment): HibernationSupport;
  readonly hibernate: Procedure<PowerInput, HibernateResult>;
  readonly resume: Procedure<PowerInput, ResumeResult>;
}
