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
  /** See {@link createClusterArgs} and its siblings. */
  args: string[];
  /** Written to {@link CONFIG_FILE_NAME} in `directory` with mode 0600. */
  configYaml?: string;
  /** Working directory of this run alone, made with mode 0700. HOME and KUBECONFIG lie in it. */
  directory: string;
  /** Added to an environment built from nothing; nothing is inherited. */
  environment: Record<string, string>;
  /** Called for each message as it comes, secrets already redacted. */
  onLine: (line: EksctlLine) => void;
  /** Ends the run as {@link EksctlRun.stop} does. */
  signal?: AbortSignal;
};

/**
 * A started run.
 *
 * @public
 */
export interface EksctlRun {
  /** `undefined` when nothing was started. */
  readonly pid: number | undefined;
  /** Resolves after the last line was delivered; never rejects. */
  readonly exited: Promise<EksctlExit>;
  /** SIGTERM, and SIGKILL after a grace. The stacks in AWS go on: eksctl traps no signals. */
  stop(): Promise<EksctlExit>;
}

/**
 * Runs eksctl somewhere.
 *
 * @public
 */
export interface EksctlRunner {
  start(options: EksctlRunOptions): Promise<EksctlRun>;
}
