import type { JsonObject } from '@backstage/types';
import type {
  EnvironmentState,
  PowerState,
} from 'backstage-plugin-eks-environments-common';
import type { ProvisionedEnvironment } from '../resources';

/**
 * An operation: one piece of engine work on one environment.
 *
 * @public
 */
export interface OperationInfo<I extends object = object> {
  readonly id: string;
  readonly environmentId: string;
  /** Id of its type. */
  readonly type: string;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** As the schema of its type returns it. */
  readonly input: I;
}

/**
 * The environment that an operation is about, as it was when the attempt began, or is before an operation is queued.
 *
 * @public
 */
export interface OperationEnvironment extends ProvisionedEnvironment {
  readonly name: string;
  /** Id of its provisioner. */
  readonly provisioner: string;
  readonly state: EnvironmentState;
  readonly power: PowerState;
  /** Entity reference of the owner. */
  readonly owner: string;
  /** Entity reference of the person who requested it. */
  readonly requester: string;
  readonly blueprint: { readonly name: string; readonly version: number };
  /** The values of the request. */
  readonly values: JsonObject;
  /** The report of the last sweep, if an earlier deletion got that far. */
  readonly sweep?: JsonObject;
}

/**
 * A line for the log of an operation.
 *
 * @public
 */
export interface OperationLogLine {
  /** `raw` and `debug` lines are stored, but never become the operation's newest message. */
  level: string;
  text: string;
  /** ISO 8601 in UTC. Omitted: now. */
  time?: string;
}

/**
 * A phase of an operation with its state and times.
 *
 * @public
 */
export interface OperationPhaseProgress {
  readonly id: string;
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
}

/**
 * The log and the progress of an operation. They are written to the database in batches, in order, and shown live.
 *
 * @public
 */
export interface OperationJournal {
  /** The phases as they are now, stored or not. */
  readonly phases: readonly OperationPhaseProgress[];
  /** Adds a sentence to the log. Recognized secrets are redacted. */
  log(text: string, level?: 'info' | 'success' | 'warning'): void;
  /** Adds a line of another program, from which the caller has redacted secrets. */
  addLine(line: OperationLogLine): void;
  /**
   * Begins a phase, or updates the progress of the running one. Neither the phase nor the percentage goes back.
   *
   * @param phase - the id of one of the type's phases
   */
  progress(phase: string, percent: number): void;
  /** Runs steps that are not phases of this operation: what they log is stored, their progress is not. */
  withoutProgress<T>(steps: () => Promise<T>): Promise<T>;
  /** Resolves when everything so far is stored. */
  flush(): Promise<void>;
}

/**
 * The context of an attempt.
 *
 * @public
 */
export interface OperationContext<I extends object = object> {
  readonly operation: OperationInfo<I>;
  readonly environment: OperationEnvironment;
  readonly journal: OperationJournal;
  /**
   * Aborts with an {@link OperationStoppedError} when the attempt has to stop: on a cancellation, on shutdown, and when this replica lost
   * its claim. Pass it to everything that takes time.
   */
  readonly signal: AbortSignal;
  /** What earlier attempts, or a replica that exited, stored with {@link OperationContext.saveCheckpoint}; empty at first. */
  readonly checkpoint: JsonObject;
  /**
   * Stores the progress for whoever resumes the operation. Replaces what was stored before.
   *
   * @throws the reason of the signal when this replica lost its claim
   */
  saveCheckpoint(checkpoint: JsonObject): Promise<void>;
  /**
   * Stores what the provisioner needs to find and change the resources later, such as ids or the state of a tool. Replaces what was stored
   * before. Every later call gets it with the environment. It is not shown, and the portal logs nothing of it. It is forgotten when the
   * environment is deleted.
   *
   * @throws the reason of the signal when this replica lost its claim
   */
  saveOutputs(outputs: JsonObject): Promise<void>;
  /**
   * Reports that the account and region answered every check before the first change, which closes an open circuit breaker.
   *
   * @param checked - quotasWereRead: whether the checks included the service quotas, so that an exhausted one would have been found
   */
  reportRecovery(checked: { quotasWereRead: boolean }): Promise<void>;
  /**
   * Waits.
   *
   * @throws the reason of the signal when it aborts meanwhile
   */
  wait(milliseconds: number): Promise<void>;
}
