import type { Duration } from 'luxon';
import type { AccountDirectory } from '../accounts';
import type { Clock, Pause } from 'backstage-plugin-eks-environments-node';
import type { CreatePreflight } from './CreatePreflight';
import type { EksctlCommands } from './EksctlCommands';

/** The dependencies and settings of the procedures. */
export interface ProcedureOptions {
  accounts: AccountDirectory;
  eksctl: EksctlCommands;
  preflight: CreatePreflight;
  clock: Clock;
  pause: Pause;
  /** How often AWS is polled for progress, in milliseconds. */
  watchMs: number;
  /** The readiness timeout of a created cluster. */
  verifyFor: Duration;
  /** How long AWS may take to show a change. */
  propagation: Duration;
  /** How long the sweep continues without progress. */
  sweepFor: Duration;
  /** How long eksctl may print nothing before AWS is asked whether anything is in progress. */
  silence: Duration;
  /** How long `eksctl delete cluster` may take before the deletion continues without it. */
  deletionTimeout: Duration;
  /** In Go's format, such as `40m`. */
  eksctlTimeout: string;
}
