import type { AwsCredentialIdentityProvider } from '@aws-sdk/types';
import { EksctlLine } from '../output/types';

/**
 * How a run of eksctl ended.
 *
 * `success` says that eksctl was content, not that the work is done: ask AWS.
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
  /** What it works on, such as the id of an environment. One run of a subject goes on at a time; {@link EksctlRunner.find} asks for it. */
  subject: string;
  /** On whose behalf, such as the id of an operation; a run that is found again tells it. */
  operation: string;
  /** Such as those of `createClusterArgs` and its siblings. */
  args: string[];
  /** Becomes `CONFIG_FILE_NAME` in eksctl's working directory, readable by eksctl alone. */
  configYaml?: string;
  region: string;
  /** Of the target account. An executor that has an identity of its own there, such as that of a pod, need not use it. */
  credentials: AwsCredentialIdentityProvider;
};

/**
 * A run that was started or found again.
 *
 * @public
 */
export interface EksctlRun {
  /** {@link EksctlRunOptions.operation} of whoever started it. */
  readonly operation: string;

  /**
   * Delivers each message from the beginning of the run on, as it comes, secrets redacted. To be called once.
   *
   * @returns how it ended, after the last message was delivered. Never rejects, and stays open when the run is left.
   */
  follow(onLine: (line: EksctlLine) => void): Promise<EksctlExit>;

  /** Ends eksctl, and resolves when it has ended. The stacks in AWS go on: eksctl traps no signals. */
  stop(): Promise<void>;

  /**
   * Says that the caller goes away. A run that can be found again goes on and is no longer followed; any other is stopped, so that
   * eksctl never works for nobody.
   */
  leave(): Promise<void>;
}

/**
 * Where eksctl runs: on this machine, or somewhere that outlives it.
 *
 * @remarks
 *
 * Whoever implements it proves it with the cases of `eksctlRunnerContract`, from the package's `testUtils`.
 *
 * @public
 */
export interface EksctlRunner {
  /** Never rejects: what could not be started ends as `notStarted`. */
  start(options: EksctlRunOptions): Promise<EksctlRun>;

  /**
   * The newest run of a subject that somebody left and nobody has followed to its end, whether it still goes on or has ended meanwhile.
   *
   * @returns `undefined` where there is none, and where runs end with whoever started them
   */
  find(subject: string): Promise<EksctlRun | undefined>;
}
