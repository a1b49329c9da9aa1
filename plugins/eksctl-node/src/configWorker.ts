/**
 * The code of the worker threads in which this library renders and checks what people send. Nothing to import.
 *
 * @packageDocumentation
 */
import { parentPort } from 'node:worker_threads';
import { tasks, type Tasks } from './bounded/tasks';
import type { WorkerAnswer, WorkerOrder } from './bounded/types';
import { findSchemaProblems } from './config/schema';

const answer = (message: WorkerAnswer) => parentPort?.postMessage(message);

parentPort?.on('message', ({ task, input }: WorkerOrder) => {
  try {
    const run: (given: never) => unknown = tasks[task as keyof Tasks];
    answer({ kind: 'done', value: run(input as never) });
  } catch (error) {
    const { message, stack } =
      error instanceof Error ? error : new Error(String(error));
    answer({ kind: 'failed', message, stack });
  }
});

// Compiling eksctl's schema takes longer than most work, so it is done before the first
findSchemaProblems({});
answer({ kind: 'done', value: undefined });
