import type { OperationRow } from '../database';

/** An operation that only this worker may run, until its claim ends or is taken over. */
export interface ClaimedOperation extends OperationRow {
  /** Every write names it: the holder of another token writes nothing. */
  fencing_token: string;
}
