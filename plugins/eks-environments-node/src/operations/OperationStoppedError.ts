/**
 * Why an attempt has to stop without an outcome.
 *
 * - `lost`: another replica may have the operation; nothing more is written
 * - `cancelled`: a person cancelled the operation, or wants the environment deleted
 * - `shutdown`: this replica shuts down; another one resumes
 * - `unable`: this replica cannot run the operation, such as when an executable cannot be started; it returns to the queue with backoff
 *
 * @public
 */
export type OperationStopReason = 'lost' | 'cancelled' | 'shutdown' | 'unable';

/**
 * The reason of an attempt's signal when it aborts. An attempt also throws it, with `unable`, when it cannot continue on this replica; then
 * it does not count as failed.
 *
 * @public
 */
export class OperationStoppedError extends Error {
  readonly reason: OperationStopReason;

  constructor(reason: OperationStopReason) {
    super(`The operation was stopped: ${reason}`);
    this.name = 'OperationStoppedError';
    this.reason = reason;
  }
}
