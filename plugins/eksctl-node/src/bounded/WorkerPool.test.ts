import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PoolOptions, WorkerPool } from './WorkerPool';

const directory = mkdtempSync(join(tmpdir(), 'workers-'));
const entry = join(directory, 'worker.js');
const pools: WorkerPool[] = [];

// Threads of plain JavaScript start in no time
writeFileSync(
  entry,
  `
  const { parentPort, threadId } = require('node:worker_threads');
  const gate = data => Atomics.wait(new Int32Array(data), 0, 0);
  const tasks = {
    id: () => threadId,
    echo: input => input,
    wait: gate,
    forever: () => { for (;;); },
    pattern: () => /^(a+)+$/.test('a'.repeat(60) + 'b'),
    memory: () => { const all = []; for (;;) all.push(new Array(1e5).fill({})); },
    fail: () => { throw new TypeError('as told'); },
    exit: () => process.exit(3),
    environment: () => Object.keys(process.env).length,
  };
  parentPort.on('message', ({ task, input }) => {
    try {
      parentPort.postMessage({ kind: 'done', value: tasks[task](input) });
    } catch ({ message, stack }) {
      parentPort.postMessage({ kind: 'failed', message, stack });
    }
  });
  parentPort.postMessage({ kind: 'done' });
  `,
);

function startPool(options: Partial<PoolOptions> = {}): WorkerPool {
  const pool = new WorkerPool({
    entry,
    execArgv: [],
    limits: { deadline: 10_000, startDeadline: 30_000, memory: 32 },
    size: 1,
    queue: 10,
    idle: 60_000,
    ...options,
  });
  pools.push(pool);
  return pool;
}

const impatient = { deadline: 200, startDeadline: 30_000, memory: 32 };

/** A task that goes on until it is let. */
function gate() {
  const data = new SharedArrayBuffer(4);
  return {
    data,
    open: () => {
      const cell = new Int32Array(data);
      Atomics.store(cell, 0, 1);
      Atomics.notify(cell, 0);
    },
  };
}

afterEach(() => Promise.all(pools.splice(0).map(pool => pool.close())));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('WorkerPool', () => {
  it('does one after the other in one thread', async () => {
    const pool = startPool();
    const [one, two] = await Promise.all([
      pool.run('id', undefined),
      pool.run('id', undefined),
    ]);
    expect(one).toEqual({ kind: 'done', value: expect.any(Number) });
    expect(two).toEqual(one);
    expect(await pool.run('echo', { a: ['x'] })).toEqual({
      kind: 'done',
      value: { a: ['x'] },
    });
  });

  it.each(['forever', 'pattern'])(
    'ends a thread that is at "%s" at the deadline, and takes another',
    async task => {
      const pool = startPool({ limits: impatient });
      const before = await pool.run('id', undefined);
      let turns = 0;
      const timer = setInterval(() => {
        turns += 1;
      }, 5);

      expect(await pool.run(task, undefined)).toEqual({ kind: 'exhausted' });

      clearInterval(timer);
      // This thread was free all the time
      expect(turns).toBeGreaterThan(5);
      const after = await pool.run('id', undefined);
      expect(after.kind).toBe('done');
      expect(after).not.toEqual(before);
    },
  );

  it('ends a thread that takes too much memory, and takes another', async () => {
    const pool = startPool();
    expect(await pool.run('memory', undefined)).toEqual({ kind: 'exhausted' });
    expect((await pool.run('id', undefined)).kind).toBe('done');
  });

  it('has never more threads than its size, and fills them first', async () => {
    const pool = startPool({ size: 2 });
    const gates = [gate(), gate()];
    const held = gates.map(({ data }) => pool.run('wait', data));
    const third = pool.run('id', undefined);
    let isDone = false;
    third.then(() => {
      isDone = true;
    });
    // Both threads are up and at it
    gates[0].open();
    await held[0];
    await third;
    expect(isDone).toBe(true);
    gates[1].open();
    await held[1];
  });

  it('refuses what would wait behind too many', async () => {
    const pool = startPool({ queue: 2 });
    const { data, open } = gate();
    const held = pool.run('wait', data);
    const waiting = [pool.run('id', undefined), pool.run('id', undefined)];

    expect(await pool.run('id', undefined)).toEqual({ kind: 'busy' });

    open();
    await held;
    const outcomes = await Promise.all(waiting);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'done']);
  });

  it('tells what a task throws, and goes on in the same thread', async () => {
    const pool = startPool();
    const before = await pool.run('id', undefined);
    await expect(pool.run('fail', undefined)).rejects.toThrow('as told');
    expect(await pool.run('id', undefined)).toEqual(before);
  });

  it('survives a thread that ends by itself', async () => {
    const pool = startPool();
    await expect(pool.run('exit', undefined)).rejects.toThrow(
      'ended with code 3',
    );
    expect((await pool.run('id', undefined)).kind).toBe('done');
  });

  it('survives what cannot be sent to a thread', async () => {
    const pool = startPool();
    await expect(pool.run('echo', () => 1)).rejects.toThrow('cloned');
    expect((await pool.run('id', undefined)).kind).toBe('done');
  });

  it('gives threads nothing of the environment', async () => {
    expect(await startPool().run('environment', undefined)).toEqual({
      kind: 'done',
      value: 0,
    });
  });

  it('tells that a thread does not start', async () => {
    const pool = startPool({ entry: join(directory, 'nothing.js') });
    await expect(pool.run('id', undefined)).rejects.toThrow(/nothing\.js/);
    await expect(pool.run('id', undefined)).rejects.toThrow(/nothing\.js/);
  });

  it('ends a thread without work', async () => {
    const pool = startPool({ idle: 1 });
    const before = await pool.run('id', undefined);
    await new Promise(resolve => {
      setTimeout(resolve, 50);
    });
    expect(await pool.run('id', undefined)).not.toEqual(before);
  });
});
