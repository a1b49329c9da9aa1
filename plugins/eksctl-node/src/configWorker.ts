/**
 * The code of the worker processes in which this library renders and checks what people send. Nothing to import.
 *
 * @packageDocumentation
 */
import { answerOrder } from './bounded/answerOrder';
import { tasks, type Tasks } from './bounded/tasks';
import type { WorkerAnswer, WorkerOrder } from './bounded/types';
import { findSchemaProblems } from './config/schema';

const answer = (message: WorkerAnswer) => process.send?.(message);

process.on('message', (order: WorkerOrder) => {
  const run: (given: never) => unknown = tasks[order.task as keyof Tasks];
  answer(answerOrder(order, input => run(input as never)));
});

// Compiling eksctl's schema takes longer than most work, so it is done before the first
findSchemaProblems({});
answer({ kind: 'done', value: undefined });
