import { dirname } from 'node:path';
import type { WorkerOrder } from './types';

type TaskModule = {
  tasks: Partial<Record<string, (input: unknown) => unknown>>;
};

/**
 * Loads a module of tasks, or runs one of its tasks, in a worker process.
 *
 * @throws what the module or the task throws
 */
export function runOrder(order: WorkerOrder): unknown {
  const { tasks } = load(order.module);
  if (order.kind === 'load') {
    return undefined;
  }
  const task = tasks[order.name];
  if (!task) {
    throw new Error(`${order.module} has no task ${order.name}`);
  }
  return task(order.input);
}

/** A module of a repository, unlike one of a built package, is TypeScript, also when this library is a built package. */
function load(module: string): TaskModule {
  if (module.endsWith('.ts')) {
    require(require.resolve('@backstage/cli/config/nodeTransform.cjs', {
      paths: [dirname(module)],
    }));
  }
  return require(module);
}
