import { toError } from '@backstage/errors';
import type { Pause } from 'backstage-plugin-eks-environments-node';

/** Another replica has taken over what this one worked on. */
export class ClaimLostError extends Error {
  override readonly name = 'ClaimLostError';
}

/**
 * Does work under a claim and renews the claim meanwhile, so the work may take longer than a claim lasts.
 *
 * @remarks
 *
 * A renewal that fails is repeated: whether the claim is lost is for the fenced write at the end to decide.
 *
 * @param work - gets a signal that aborts with a ClaimLostError when a renewal finds that the claim is lost
 */
export async function whileClaimed<T>(
  claim: {
    renew(): Promise<'renewed' | 'lost'>;
    /** Several times within the time that the claim lasts. */
    renewEverySeconds: number;
    pause: Pause;
    onError(error: Error): void;
  },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const lost = new AbortController();
  const done = new AbortController();
  const renewals = keepRenewing(claim, { lost, done: done.signal });
  try {
    return await work(lost.signal);
  } finally {
    done.abort();
    await renewals;
  }
}

async function keepRenewing(
  {
    renew,
    renewEverySeconds,
    pause,
    onError,
  }: Parameters<typeof whileClaimed>[0],
  { lost, done }: { lost: AbortController; done: AbortSignal },
): Promise<void> {
  while (!lost.signal.aborted) {
    try {
      await pause(renewEverySeconds * 1000, done);
    } catch {
      return;
    }
    try {
      if ((await renew()) === 'lost') {
        lost.abort(new ClaimLostError('Another replica has taken over'));
      }
    } catch (error) {
      onError(toError(error));
    }
  }
}
