import type { AwsCredentialIdentityProvider } from '@aws-sdk/types';
import { EksctlLine } from '../output/types';

/**
 * The outcome of a run of eksctl.
 *
 * `success` means that eksctl exited successfully, not that the work is done: read AWS.
 *
 * @public
 */
export type EksctlExit =
  | { kind: 'success' }
  | { kind: 'failed'; exitCode: number }
  /** A Go panic (exit code 2). */
  | { kind: 'panicked' }
  | { kind: 'signalled'; signal: string }
  /** Nothing was run. */
  | { kind: 'notStarted'; reason: string };

/**
 * One run of eksctl.
 *
 * @public
 */
export type EksctlRunOptions = {
  /** The subject of the run, such as the id of an environment. A subject has one run at a time; {@link EksctlRunner.find} finds it. */
  subject: string;
  /** The operation that started it, such as its id; a run that is found again returns it. */
  operation: string;
  /** Such as those of `createClusterArgs`. */
  args: string[];
  /** Written to `CONFIG_FILE_NAME` in eksctl's working directory, readable only by eksctl. */
  configYaml?: string;
  region: string;
  /** Credentials of the target account. An executor with an identity of its own there, such as that of a pod, need not use them. */
  credentials: AwsCredentialIdentityProvider;
};

/**
 * A run that was started or found.
 *
 * @public
 */
export interface EksctlRun {
  /** The {@link EksctlRunOptions.operation} that started it. */
  readonly operation: string;

  /**
   * Delivers each line from the start of the run as it arrives, with secrets redacted. Must be called once.
   *
   * @returns the outcome, after the last line was delivered. Never rejects, and stays pending when the run is left.
   */
  follow(onLine: (line: EksctlLine) => void): Promise<EksctlExit>;

  /** Ends eksctl, and resolves when it has exited. The stacks in AWS continue: eksctl handles no signals. */
  stop(): Promise<void>;

  /**
   * Called when the caller stops working on the run. A run that can be found again continues without being followed; any other is
   * stopped, so that eksctl never runs unattended.
   */
  leave(): Promise<void>;
}

/**
 * Where eksctl runs: on this machine, or somewhere that outlives it.
 *
 * @remarks
 *
 * An implementation is tested with the cases of `eksctlRunnerContract`, from the package's `testUtils`.
 *
 * @public
 */
export interface EksctlRunner {
  /** Never rejects: a run that could not be started ends as `notStarted`. */
  start(options: EksctlRunOptions): Promise<EksctlRun>;

  /**
   * The newest run of a subject that was left and not followed to its end, whether it is still running or has ended.
   *
   * @returns `undefined` if there is none, and for executors whose runs end with the process that started them
   */
  find(subject: string): Promise<EksctlRun | undefined>;
}
