import { setTimeout as wait } from 'node:timers/promises';

/** Polls until there is a result, for changes that other processes make, on slow machines, too. */
export async function until<T>(
  ask: () => Promise<T | undefined | false>,
  what: string,
  timeoutMs = 90_000,
): Promise<T> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer) {
      return answer;
    }
    if (performance.now() > end) {
      throw new Error(`Waited in vain for ${what}`);
    }
    await wait(20);
  }
}
