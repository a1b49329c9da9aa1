import { NotAllowedError } from '@backstage/errors';
import type { LogLine } from 'backstage-plugin-eks-environments-common';
import {
  endEvent,
  exampleLine,
  exampleOperation,
  lineEvent,
  streamOf,
} from '../../__testUtils__/exampleEnvironments';
import { followLog, type LogConnection } from './followLog';

function setUp(streams: Array<() => ReadableStream<Uint8Array>>) {
  const answers = [...streams];
  const streamOperationLog = jest.fn(
    async (
      _environmentId: string,
      _operationId: string,
      _options?: { after?: number; signal?: AbortSignal },
    ) => {
      const answer = answers.shift();
      if (!answer) {
        throw new Error('asked once too often');
      }
      return answer();
    },
  );
  const abort = new AbortController();
  const lines: LogLine[] = [];
  const connections: LogConnection[] = [];
  const onProgress = jest.fn();
  const followed = followLog(
    { streamOperationLog },
    { environmentId: 'e1', operationId: 'o1', signal: abort.signal },
    {
      onLine: line => lines.push(line),
      onConnection: connection => connections.push(connection),
      onProgress,
    },
  );
  const askedAfter = () =>
    streamOperationLog.mock.calls.map(([, , options]) => options?.after);
  return { followed, abort, lines, connections, onProgress, askedAfter };
}

describe('followLog', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('tells the lines in order and ends with the stream', async () => {
    const { followed, lines, connections } = setUp([
      () =>
        streamOf([
          lineEvent(exampleLine(1, 'one')),
          lineEvent(exampleLine(2, 'two')) + endEvent,
        ]),
    ]);

    await followed;

    expect(lines.map(({ text }) => text)).toEqual(['one', 'two']);
    expect(connections).toEqual(['connecting', 'live', 'complete']);
  });

  it('puts together events and characters that were cut by the network', async () => {
    const whole = new TextEncoder().encode(
      lineEvent(exampleLine(1, 'größer → 🚀')) + endEvent,
    );
    const { followed, lines } = setUp([
      () =>
        new ReadableStream({
          start(controller) {
            for (const byte of whole) {
              controller.enqueue(new Uint8Array([byte]));
            }
            controller.close();
          },
        }),
    ]);

    await followed;

    expect(lines.map(({ text }) => text)).toEqual(['größer → 🚀']);
  });

  it('goes on after the last sequence when the connection is lost, without telling a line twice', async () => {
    const { followed, lines, connections, askedAfter } = setUp([
      () =>
        streamOf(
          [lineEvent(exampleLine(1, 'one')), lineEvent(exampleLine(2, 'two'))],
          new TypeError('network error'),
        ),
      () =>
        streamOf([
          lineEvent(exampleLine(2, 'two')),
          lineEvent(exampleLine(3, 'three')),
          endEvent,
        ]),
    ]);

    await jest.advanceTimersByTimeAsync(1_000);
    await followed;

    expect(askedAfter()).toEqual([0, 2]);
    expect(lines.map(({ text }) => text)).toEqual(['one', 'two', 'three']);
    expect(connections).toEqual([
      'connecting',
      'live',
      'reconnecting',
      'live',
      'complete',
    ]);
  });

  it('takes a stream that closes without an end for a lost connection', async () => {
    const { followed, askedAfter } = setUp([
      () => streamOf([lineEvent(exampleLine(7, 'seven'))]),
      () => streamOf([endEvent]),
    ]);

    await jest.advanceTimersByTimeAsync(1_000);
    await followed;

    expect(askedAfter()).toEqual([0, 7]);
  });

  it('waits longer each time nothing comes', async () => {
    const dead = () => {
      throw new TypeError('Failed to fetch');
    };
    const { followed, askedAfter } = setUp([
      dead,
      dead,
      dead,
      () => streamOf([endEvent]),
    ]);

    await jest.advanceTimersByTimeAsync(1_000 + 2_000 + 3_999);
    expect(askedAfter()).toHaveLength(3);
    await jest.advanceTimersByTimeAsync(1);
    await followed;

    expect(askedAfter()).toHaveLength(4);
  });

  it('comes back at once when somebody looks again', async () => {
    const dead = () => {
      throw new TypeError('Failed to fetch');
    };
    const { followed, askedAfter } = setUp([dead, () => streamOf([endEvent])]);
    await jest.advanceTimersByTimeAsync(10);
    expect(askedAfter()).toHaveLength(1);

    document.dispatchEvent(new Event('visibilitychange'));
    await followed;

    expect(askedAfter()).toHaveLength(2);
  });

  it('gives up a connection that says nothing, not even that it is alive', async () => {
    const cancelled = jest.fn();
    const { followed, lines } = setUp([
      () =>
        new ReadableStream({
          start(controller) {
            const encoder = new TextEncoder();
            controller.enqueue(
              encoder.encode(lineEvent(exampleLine(1, 'one'))),
            );
            // Heartbeats keep it open for a while.
            setTimeout(
              () => controller.enqueue(encoder.encode(': alive\n\n')),
              50_000,
            );
          },
          cancel: cancelled,
        }),
      () => streamOf([lineEvent(exampleLine(2, 'two')), endEvent]),
    ]);

    await jest.advanceTimersByTimeAsync(100_000);
    expect(cancelled).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(12_000);
    await followed;

    expect(cancelled).toHaveBeenCalled();
    expect(lines.map(({ text }) => text)).toEqual(['one', 'two']);
  });

  it('does not insist when it may not read the log', async () => {
    const { followed } = setUp([
      () => {
        throw new NotAllowedError('not yours');
      },
    ]);

    await expect(followed).rejects.toThrow('not yours');
  });

  it('stops waiting when nobody is interested any more', async () => {
    const { followed, abort, askedAfter } = setUp([() => streamOf([])]);

    await jest.advanceTimersByTimeAsync(500);
    abort.abort();
    await followed;

    expect(askedAfter()).toEqual([0]);
  });

  it('passes progress on', async () => {
    const operation = exampleOperation({ percent: 77 });
    const { followed, onProgress } = setUp([
      () =>
        streamOf([
          `event: progress\ndata: ${JSON.stringify(operation)}\n\n${endEvent}`,
        ]),
    ]);

    await followed;

    expect(onProgress).toHaveBeenCalledWith(operation);
  });
});
