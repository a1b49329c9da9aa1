import { type ClockGuard, describeOffset } from '../database';
import type { ExecutorCheck, ExecutorProblem } from './types';

/** Checks whether leases that start on this replica would start at the right time. */
export class ClockCheck implements ExecutorCheck {
  readonly #guard: ClockGuard;

  constructor(options: { clockGuard: ClockGuard }) {
    this.#guard = options.clockGuard;
  }

  async check(): Promise<ExecutorProblem | undefined> {
    const state = await this.#guard.check();
    return state.kind === 'inStep'
      ? undefined
      : {
          code: 'clock',
          message: `The clock of this replica ${describeOffset(
            state.offsetSeconds,
          )}. Synchronize the clocks`,
          isLasting: false,
        };
  }
}
