import type { Failure, SweepReport } from 'backstage-plugin-eksctl-node';
import type { EnvironmentRow, OperationRow } from '../database';
import type { OperationJournal } from './OperationJournal';

/** An operation that this worker alone may work on, until its claim ends or is stolen. */
export interface ClaimedOperation extends OperationRow {
  /** Every write names it: who holds another ticket writes nothing. */
  ticket: string;
  kind: RunnableKind;
}

/** The operations that the engine knows how to run. */
export const runnableKinds = ['Create', 'Delete'] as const;

/** One of the {@link runnableKinds}. */
export type RunnableKind = (typeof runnableKinds)[number];

/** What a cluster turned out to be. */
export interface BuiltCluster {
  nodes: number;
  kubernetesVersion: string;
  endpoint?: string;
  certificateAuthority?: string;
  /** What is not well of a cluster that can be used all the same: a sentence for each. */
  unhealthy?: string[];
}

/**
 * How a run of an operation ended.
 *
 * - `ready`: the cluster answered
 * - `gone`: a sweep found nothing left
 * - `leftovers`: stacks and cluster are gone, but a sweep found what could not be removed
 * - `failed`: anything else; whether it is tried again is decided by the retry policy. `standing` is what AWS had then of a cluster that was
 *   created, left out where that is not known
 */
export type Outcome =
  | { kind: 'ready'; cluster: BuiltCluster }
  | { kind: 'gone'; sweep: SweepReport }
  | { kind: 'leftovers'; sweep: SweepReport; failure: Failure }
  | { kind: 'failed'; failure: Failure; standing?: string[] };

/**
 * Why a worker has to stop.
 *
 * - `lost`: somebody else may work on the operation; write nothing more
 * - `cancelled`: a person wants the environment deleted
 * - `shutdown`: this replica ends; another one goes on
 * - `unable`: this replica can not run eksctl; another one goes on
 */
export type StopReason = 'lost' | 'cancelled' | 'shutdown' | 'unable';

/** Thrown by whatever a worker was doing when it had to stop. */
export class StoppedError extends Error {
  readonly reason: StopReason;

  constructor(reason: StopReason) {
    super(`The work was stopped: ${reason}`);
    this.name = 'StoppedError';
    this.reason = reason;
  }
}

/** What a procedure works with. */
export interface Work {
  operation: ClaimedOperation;
  environment: EnvironmentRow;
  journal: OperationJournal;
  /** Aborts with a {@link StoppedError} as its reason. */
  signal: AbortSignal;
}

/**
 * How one kind of operation is done. May be run again from the start at any time, after having died anywhere: it looks at AWS first.
 *
 * @throws StoppedError when its signal aborted; anything else counts as a failure
 */
export type Procedure = (work: Work) => Promise<Outcome>;

/** Waits, and throws the signal's reason when it aborts meanwhile. */
export type Pause = (
  milliseconds: number,
  signal: AbortSignal,
) => Promise<void>;
