import { mockServices } from '@backstage/backend-test-utils';
import type {
  LogLine,
  Operation,
  OperationState,
} from 'backstage-plugin-eks-environments-common';
import type { LogUpdate } from './types';
import { OperationLogFeed, type OperationLogSource } from './OperationLogFeed';
import { UpdateQueue } from './UpdateQueue';

const operation = { environmentId: 'E1', operationId: 'O1' };

/** An operation whose log the test writes; counts how often it is read. */
class TestSource implements OperationLogSource {
  state: OperationState = 'Running';
  asked = 0;
  /** Whether reads fail. */
  fails = false;
  failed = 0;
  readonly #lines: LogLine[] = [];

  write(...texts: string[]): void {
    for (const text of texts) {
      this.#lines.push({
        sequence: this.#lines.length + 1,
        time: '2026-11-21T10:00:00.000Z',
        level: 'info',
        text,
      });
    }
  }

  async getOperation(): Promise<Operation> {
    if (this.fails) {
      this.failed += 1;
      throw new Error('The database does not answer');
    }
    return {
      id: 'O1',
      type: 'create',
      title: 'Creation',
      lane: 'build',
      cancellable: true,
      state: this.state,
      attempt: 1,
      percent: 0,
      phases: [],
      createdAt: '2026-11-21T10:00:00.000Z',
    };
  }

  async readLines(
    _operationId: string,
    page: { after: number; limit: number },
  ): Promise<LogLine[]> {
    this.asked += 1;
    return this.#lines
      .filter(({ sequence }) => sequence > page.after)
      .slice(0, page.limit);
  }
}

function start() {
  const source = new TestSource();
  const feed = new OperationLogFeed({
    source,
    logger: mockServices.logger.mock(),
    interval: 100,
  });
  return { source, feed };
}

function view(feed: OperationLogFeed, after = 0) {
  const controller = new AbortController();
  const seen: LogUpdate[] = [];
  const done = (async () => {
    for await (const update of feed.follow(operation, {
      after,
      signal: controller.signal,
    })) {
      seen.push(update);
    }
  })();
  const texts = () =>
    seen.flatMap(update => (update.kind === 'line' ? [update.line.text] : []));
  return { seen, texts, done, leave: () => controller.abort() };
}

describe('OperationLogFeed', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  const later = () => jest.advanceTimersByTimeAsync(100);

  it('gives what was, what comes and what the operation came to, and ends', async () => {
    const { source, feed } = start();
    source.write('one', 'two');
    const viewer = view(feed);
    await later();
    source.write('three');
    await later();
    source.write('four');
    source.state = 'Succeeded';
    await later();
    await viewer.done;

    expect(viewer.texts()).toEqual(['one', 'two', 'three', 'four']);
    const states = viewer.seen.flatMap(update =>
      update.kind === 'progress' ? [update.operation.state] : [],
    );
    expect(states).toEqual(['Running', 'Succeeded']);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('asks less often while the database does not answer, and continues after that', async () => {
    const { source, feed } = start();
    const viewer = view(feed);
    await later();
    source.fails = true;
    await jest.advanceTimersByTimeAsync(60_000);
    // After 100, 100, 200, 400, … ms, and then every 30 s.
    expect(source.failed).toBeGreaterThan(2);
    expect(source.failed).toBeLessThan(15);
    source.fails = false;
    source.write('one');
    await jest.advanceTimersByTimeAsync(30_000);
    expect(viewer.texts()).toEqual(['one']);
    source.write('two');
    await later();
    expect(viewer.texts()).toEqual(['one', 'two']);
    viewer.leave();
    await viewer.done;
  });

  it('gives a viewer who comes later, or comes back, just what they have not seen', async () => {
    const { source, feed } = start();
    source.write('one', 'two');
    const first = view(feed);
    await later();
    source.write('three');
    const late = view(feed);
    const back = view(feed, 2);
    await later();
    source.state = 'Failed';
    source.write('four');
    await later();
    await Promise.all([first.done, late.done, back.done]);

    expect(first.texts()).toEqual(['one', 'two', 'three', 'four']);
    expect(late.texts()).toEqual(['one', 'two', 'three', 'four']);
    expect(back.texts()).toEqual(['three', 'four']);
  });

  it('keeps nothing from anyone because one viewer names a line that is not there', async () => {
    const { source, feed } = start();
    source.write('one');
    const lost = view(feed, 1_000);
    await later();
    const other = view(feed);
    source.write('two');
    await later();
    source.write('three');
    source.state = 'Succeeded';
    await later();
    await Promise.all([lost.done, other.done]);

    expect(other.texts()).toEqual(['one', 'two', 'three']);
    expect(lost.texts()).toEqual(['one', 'two', 'three']);
  });

  it('asks the database no more often for fifty viewers than for one', async () => {
    const { source, feed } = start();
    const viewers = Array.from({ length: 50 }, () => view(feed));
    await later();
    source.asked = 0;
    for (let round = 0; round < 10; round++) {
      source.write(`line ${round}`);
      await later();
    }

    expect(source.asked).toBeLessThanOrEqual(11);
    expect(viewers.map(viewer => viewer.texts().length)).toEqual(
      viewers.map(() => 10),
    );
    for (const viewer of viewers) {
      viewer.leave();
    }
    await Promise.all(viewers.map(({ done }) => done));
    expect(jest.getTimerCount()).toBe(0);
  });

  it('keeps little for a viewer who takes nothing, and gives them everything in order when they go on', async () => {
    const { source, feed } = start();
    source.write('first');
    const push = jest.spyOn(UpdateQueue.prototype, 'push');
    const slow = feed.follow(operation, {
      after: 0,
      signal: new AbortController().signal,
    });
    const seen: LogUpdate[] = [];
    const take = async () => {
      const { value, done } = await slow.next();
      if (!done) {
        seen.push(value);
      }
      return done ?? false;
    };
    await take();
    const quick = view(feed);
    for (let round = 0; round < 50; round++) {
      source.write(
        ...Array.from({ length: 100 }, (_, line) => `${round}/${line}`),
      );
      await later();
    }
    const queues = new Set(push.mock.contexts as UpdateQueue[]);
    push.mockRestore();
    expect(quick.texts()).toHaveLength(5_001);
    expect(Math.max(...[...queues].map(({ length }) => length))).toBeLessThan(
      1_001,
    );

    // The streams continue: some lines arrive meanwhile, and then the end.
    await take();
    source.write('late');
    await later();
    await take();
    source.state = 'Succeeded';
    source.write('last');
    await later();
    while (!(await take()));
    await quick.done;

    const texts = (updates: LogUpdate[]) =>
      updates.flatMap(update =>
        update.kind === 'line' ? [update.line.text] : [],
      );
    expect(texts(seen)).toEqual(quick.texts());
    expect(seen.at(-1)).toMatchObject({ operation: { state: 'Succeeded' } });
  });

  it('goes on when the database did not answer once', async () => {
    const { source, feed } = start();
    const viewer = view(feed);
    await later();
    jest
      .spyOn(source, 'getOperation')
      .mockRejectedValueOnce(new Error('connection lost'));
    source.write('one');
    await later();
    expect(viewer.texts()).toEqual([]);
    await later();
    expect(viewer.texts()).toEqual(['one']);
    feed.close();
    await viewer.done;
  });
});
