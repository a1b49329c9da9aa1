import type {
  Operation,
  OperationState,
} from 'backstage-plugin-eks-environments-common';
import type { LogUpdate } from './types';
import { UpdateQueue, type QueuedUpdate } from './UpdateQueue';

const line = (sequence: number): LogUpdate => ({
  kind: 'line',
  line: { sequence, time: '', level: 'info', text: '' },
});
const progress = (state: OperationState): LogUpdate => ({
  kind: 'progress',
  operation: { state } as Operation,
});

async function drain(queue: UpdateQueue): Promise<QueuedUpdate[]> {
  const updates: QueuedUpdate[] = [];
  queue.end();
  for await (const update of queue) {
    updates.push(update);
  }
  return updates;
}

describe('UpdateQueue', () => {
  const fill = (queue: UpdateQueue, from: number, to: number) => {
    for (let sequence = from; sequence <= to; sequence++) {
      queue.push(line(sequence));
    }
  };

  it('throws away what is too much, but not how far the operation is', async () => {
    const queue = new UpdateQueue(new AbortController().signal);
    queue.push(progress('Pending'));
    queue.push(progress('Running'));
    fill(queue, 1, 5_000);
    expect(queue.length).toBe(2);
    queue.push(progress('Succeeded'));
    fill(queue, 5_001, 6_000);
    expect(await drain(queue)).toEqual([
      { kind: 'missed' },
      progress('Succeeded'),
    ]);
  });

  it('queues again once the viewer knows that they missed something', async () => {
    const queue = new UpdateQueue(new AbortController().signal);
    fill(queue, 1, 2_000);
    const updates = queue[Symbol.asyncIterator]();
    expect((await updates.next()).value).toEqual({ kind: 'missed' });
    fill(queue, 2_001, 2_002);
    expect((await updates.next()).value).toEqual(line(2_001));
    expect((await updates.next()).value).toEqual(line(2_002));
  });

  it('takes nothing more after its end', async () => {
    const gone = new AbortController();
    const queue = new UpdateQueue(gone.signal);
    queue.push(line(1));
    gone.abort();
    queue.push(line(2));
    expect(await drain(queue)).toEqual([line(1)]);
  });
});
