/**
 * The code of the worker processes in which this library renders and checks users' input. Not to be imported.
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

// Compiling eksctl's schema takes longer than most tasks, so it is done before the first one
findSchemaProblems({});
answer({ kind: 'done', value: undefined });
