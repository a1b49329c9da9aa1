import { AsyncLocalStorage } from 'node:async_hooks';

const callers = new AsyncLocalStorage<string>();

/**
 * Does work on behalf of a caller, such as `user:default/dana`. Callers take turns with what they render, check and write, so that one who asks
 * for much keeps nobody else waiting.
 *
 * @public
 */
export function onBehalfOf<T>(
  caller: string,
  work: () => Promise<T>,
): Promise<T> {
  return callers.run(caller, work);
}

/** On whose behalf the present work is done; empty for that of the process itself. */
export function presentCaller(): string {
  return callers.getStore() ?? '';
}
