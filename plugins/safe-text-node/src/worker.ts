/**
 * The code of the worker processes that run tasks on text that is not trusted. Not to be imported.
 *
 * @packageDocumentation
 */
import { answerOrder } from './pool/answerOrder';
import { runOrder } from './pool/runOrder';
import type { WorkerAnswer, WorkerOrder } from './pool/types';

const answer = (message: WorkerAnswer) => process.send?.(message);

process.on('message', (order: WorkerOrder) =>
  answer(answerOrder(order.limit, () => runOrder(order))),
);

answer({ kind: 'done', value: undefined });
