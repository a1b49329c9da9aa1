import type { Knex } from 'knex';
import type { Duration } from 'luxon';
import type { AccountDirectory } from '../accounts';
import type { Clock } from '../database';
import { clearEarlier } from './clearEarlier';
import type { CreatePreflight } from './CreatePreflight';
import { createCluster } from './createCluster';
import { deleteCluster } from './deleteCluster';
import type { EksctlCommands } from './EksctlCommands';
import { giveUpAfterTakeovers } from './giveUpAfterTakeovers';
import type { Pause, Procedure, RunnableKind } from './types';

/** What the procedures need. */
export interface ProcedureOptions {
  knex: Knex;
  accounts: AccountDirectory;
  eksctl: EksctlCommands;
  preflight: CreatePreflight;
  clock: Clock;
  pause: Pause;
  /** How often AWS is asked how far it is. */
  watchMs: number;
  /** How long a cluster that was built may take to answer. */
  verifyFor: Duration;
  /** How long AWS may take to show what was changed. */
  propagation: Duration;
  /** How long removals that AWS accepted may take. */
  sweepFor: Duration;
  /** How long eksctl may say nothing before AWS is asked whether it lives. */
  silence: Duration;
  /** How long `eksctl delete cluster` may take before the deletion goes on without it. */
  deletionTimeout: Duration;
  /** How many workers may die over one attempt before it is given up. */
  takeovers: number;
  /** In Go's form, such as `40m`. */
  eksctlTimeout: string;
  /** Which portal this is, in the tags. */
  installation: string;
}

/** How each kind of operation is done. Whatever runs for the environment already is settled first. */
export function createProcedures(
  options: ProcedureOptions,
): Record<RunnableKind, Procedure> {
  const settled = (procedure: Procedure): Procedure =>
    giveUpAfterTakeovers(options.takeovers, async work => {
      await options.eksctl.settleEarlierRun(work);
      return procedure(work);
    });
  return {
    Create: settled(
      async work =>
        (await clearEarlier(work, options)) ?? createCluster(work, options),
    ),
    Delete: settled(work => deleteCluster(work, options)),
  };
}
