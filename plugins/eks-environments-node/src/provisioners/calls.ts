/**
 * What the core passes with every call of a provisioner outside of an operation.
 *
 * @public
 */
export interface ProvisionerCallOptions {
  /**
   * Aborts when the core no longer waits: at the deadline of the call, or when the replica lost the claim under which it calls. Pass it to
   * everything that takes time. An answer after that is discarded.
   */
  readonly signal: AbortSignal;
}
