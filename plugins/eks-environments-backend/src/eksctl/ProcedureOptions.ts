import type { Duration } from 'luxon';
import type { AccountDirectory } from '../accounts';
import type { Clock } from '../database';
import type { Pause } from '../engine/types';
import type { CreatePreflight } from './CreatePreflight';
import type { EksctlCommands } from './EksctlCommands';

/** What the procedures need. */
export interface ProcedureOptions {
  accounts: AccountDirectory;
  eksctl: EksctlCommands;
  preflight: CreatePreflight;
  clock: Clock;
  pause: Pause;
  /** How often AWS is polled for progress. */
  watchMs: number;
  /** How long a cluster that was created may take to answer. */
  verifyFor: Duration;
  /** How long AWS may take to show a change. */
  propagation: Duration;
  /** How long removals that AWS accepted may take. */
  sweepFor: Duration;
  /** How long eksctl may print nothing before AWS is asked whether anything is in progress. */
  silence: Duration;
  /** How long `eksctl delete cluster` may take before the deletion continues without it. */
  deletionTimeout: Duration;
  /** In Go's form, such as `40m`. */
  eksctlTimeout: string;
  /** Which portal this is, in the tags. */
  installation: string;
}
