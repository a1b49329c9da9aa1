import { ServiceUnavailableError } from '@backstage/errors';
import type { ProvisionerCallOptions } from 'backstage-plugin-eks-environments-node';

/** How long the core waits for each call of a provisioner outside of an operation. Seconds; `docs/how-to/add-a-provisioner.md` lists them. */
export const DEADLINES = {
  checkBlueprint: 30,
  planExample: 30,
  inspectBlueprint: 60,
  regionOf: 30,
  plan: 60,
  verify: 120,
  // Several times more often than a replica has to report that it is alive.
  checkReadiness: 10,
  health: 60,
  resourceEvents: 30,
  showLeaseEnd: 30,
  // All resources of a region, page by page.
  inventory: 600,
  find: 60,
  read: 60,
  tag: 60,
  untag: 60,
} as const;

/** The name of a call that has a deadline. */
export type BoundedCallName = keyof typeof DEADLINES;

/** Calls `run` after some milliseconds, unless the returned function was called before. */
export type StartTimer = (milliseconds: number, run: () => void) => () => void;

/** Starts timers of Node.js, which keep no process alive. */
export const systemTimer: StartTimer = (milliseconds, run) => {
  const timer = setTimeout(run, milliseconds);
  timer.unref();
  return () => clearTimeout(timer);
};

/** A provisioner did not answer in time. */
export class ProvisionerTimeoutError extends ServiceUnavailableError {
  readonly seconds: number;

  constructor(provisioner: { title: string }, call: BoundedCallName) {
    const seconds = DEADLINES[call];
    super(
      `${provisioner.title} did not answer within ${seconds} seconds (${call})`,
    );
    this.seconds = seconds;
  }
}

/**
 * Makes a call that ends at its deadline at the latest, or when the signal of the caller aborts.
 *
 * @remarks
 *
 * The provisioner may ignore its signal: nobody waits for it any more, and its answer is discarded.
 *
 * @throws ProvisionerTimeoutError at the deadline; the reason of the caller's signal
 */
export async function withDeadline<T>(
  call: { provisioner: { title: string }; name: BoundedCallName },
  ask: (options: ProvisionerCallOptions) => Promise<T>,
  {
    startTimer,
    signal: given,
  }: { startTimer: StartTimer; signal?: AbortSignal },
): Promise<T> {
  given?.throwIfAborted();
  const deadline = new AbortController();
  const stopTimer = startTimer(DEADLINES[call.name] * 1000, () =>
    deadline.abort(new ProvisionerTimeoutError(call.provisioner, call.name)),
  );
  const signal = given
    ? AbortSignal.any([deadline.signal, given])
    : deadline.signal;
  const givenUp = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), {
      once: true,
    });
  });
  try {
    return await Promise.race([ask({ signal }), givenUp]);
  } finally {
    stopTimer();
  }
}
