import { AsyncLocalStorage } from 'node:async_hooks';

const callers = new AsyncLocalStorage<string>();

/**
 * Runs work on behalf of a caller, such as `user:default/dana`. Tasks are scheduled fairly between callers, so that a caller with many
 * tasks does not delay the others.
 * @public
 */
export function onBehalfOf<T>(
  caller: string,
  work: () => Promise<T>,
): Promise<T> {
  return callers.run(caller, work);
}

/** The caller of the current work; empty for work of the process itself. */
export function presentCaller(): string {
  return callers.getStore() ?? '';
}
