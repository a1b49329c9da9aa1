import { setTimeout as wait } from 'node:timers/promises';

/** Asks again and again until the answer is there; for what goes on in other processes, on machines however slow. */
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
