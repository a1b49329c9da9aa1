import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PoolOptions, WorkerPool } from './WorkerPool';

const directory = mkdtempSync(join(tmpdir(), 'workers-'));
const entry = join(directory, 'worker.js');
const pools: WorkerPool[] = [];

// Processes of plain JavaScript start quickly
writeFileSync(
  entry,
  `
  const { existsSync } = require('node:fs');
  const sleep = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
  const tasks = {
    id: () => process.pid,
    echo: input => input,
    wait: file => { while (!existsSync(file)) sleep(); },
    forever: () => { for (;;); },
    pattern: () => /^(a+)+$/.test('a'.repeat(60) + 'b'),
    memory: () => { const all = []; for (;;) all.push(new Array(1e5).fill({})); },
    allocation: () => new Array(6e7).fill(0).length,
    text: () => {
      let text = '\u0101'.repeat(1e5);
      for (let i = 0; i < 12; i++) text = [text, text].join('');
      return text.length;
    },
    fail: () => { throw new TypeError('as told'); },
    exit: () => process.exit(3),
    environment: () => Object.keys(process.env).length,
  };
  process.on('message', ({ task, input }) => {
    try {
      process.send({ kind: 'done', value: tasks[task](input) });
    } catch ({ message, stack }) {
      process.send({ kind: 'failed', message, stack });
    }
  });
  process.send({ kind: 'done' });
  `,
);

function startPool(options: Partial<PoolOptions> = {}): WorkerPool {
  const pool = new WorkerPool({
    entry,
    execArgv: [],
    limits: { deadline: 10_000, startDeadline: 30_000, memory: 32 },
    size: 1,
    queue: 10,
    queuePerCaller: 10,
    idle: 60_000,
    ...options,
  });
  pools.push(pool);
  return pool;
}

const impatient = { deadline: 200, startDeadline: 30_000, memory: 32 };

let gates = 0;

/** A task that runs until it is released. */
function gate() {
  gates += 1;
  const file = join(directory, `gate-${gates}`);
  return { file, open: () => writeFileSync(file, '') };
}

afterEach(() => Promise.all(pools.splice(0).map(pool => pool.close())));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('WorkerPool', () => {
  it('does one after the other in one process', async () => {
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
    'ends a process that is at "%s" at the deadline, and takes another',
    async task => {
      const pool = startPool({ limits: impatient });
      const before = await pool.run('id', undefined);
      let turns = 0;
      const timer = setInterval(() => {
        turns += 1;
      }, 5);

      expect(await pool.run(task, undefined)).toEqual({ kind: 'exhausted' });

      clearInterval(timer);
      // This thread was never blocked
      expect(turns).toBeGreaterThan(5);
      const after = await pool.run('id', undefined);
      expect(after.kind).toBe('done');
      expect(after).not.toEqual(before);
    },
  );

  it.each(['memory', 'allocation', 'text'])(
    'ends with a process that takes too much memory by "%s", and takes another',
    async task => {
      const pool = startPool();
      expect(await pool.run(task, undefined)).toEqual({ kind: 'exhausted' });
      expect((await pool.run('id', undefined)).kind).toBe('done');
    },
  );

  it('has never more processes than its size, and fills them first', async () => {
    const pool = startPool({ size: 2 });
    const [first, second] = [gate(), gate()];
    const held = [first, second].map(({ file }) => pool.run('wait', file));
    const third = pool.run('id', undefined);
    let isDone = false;
    third.then(() => {
      isDone = true;
    });
    // Both processes are running their task
    first.open();
    await held[0];
    await third;
    expect(isDone).toBe(true);
    second.open();
    await held[1];
  });

  it('refuses what would wait behind too many', async () => {
    const pool = startPool({ queue: 2 });
    const { file, open } = gate();
    const held = pool.run('wait', file);
    const waiting = [pool.run('id', undefined), pool.run('id', undefined)];

    expect(await pool.run('id', undefined)).toEqual({ kind: 'busy' });

    open();
    await held;
    const outcomes = await Promise.all(waiting);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'done']);
  });

  it('lets nobody wait behind all that another one asks for', async () => {
    const pool = startPool({ queuePerCaller: 3, size: 2 });
    const [first, second] = [gate(), gate()];
    const order: string[] = [];
    const ask = async (caller: string, name: string) => {
      const { kind } = await pool.run('echo', name, caller);
      order.push(`${name} ${kind}`);
    };
    const held = [first, second].map(({ file }) =>
      pool.run('wait', file, 'mallory'),
    );
    const asked = [
      ask('mallory', 'm1'),
      ask('mallory', 'm2'),
      ask('mallory', 'm3'),
      ask('mallory', 'm4'),
      ask('dana', 'd1'),
    ];
    first.open();
    await Promise.all(asked);

    expect(order).toEqual([
      'm4 busy',
      'd1 done',
      'm1 done',
      'm2 done',
      'm3 done',
    ]);
    second.open();
    await Promise.all(held);
  });

  it('tells what a task throws, and goes on in the same process', async () => {
    const pool = startPool();
    const before = await pool.run('id', undefined);
    await expect(pool.run('fail', undefined)).rejects.toThrow('as told');
    expect(await pool.run('id', undefined)).toEqual(before);
  });

  it('survives a process that ends by itself', async () => {
    const pool = startPool();
    await expect(pool.run('exit', undefined)).rejects.toThrow(
      'ended with code 3',
    );
    expect((await pool.run('id', undefined)).kind).toBe('done');
  });

  it('survives what cannot be sent to a process', async () => {
    const pool = startPool();
    await expect(pool.run('echo', () => 1)).rejects.toThrow('cloned');
    expect((await pool.run('id', undefined)).kind).toBe('done');
  });

  it('gives processes nothing of the environment', async () => {
    expect(await startPool().run('environment', undefined)).toEqual({
      kind: 'done',
      value: 0,
    });
  });

  it('tells that a process does not start', async () => {
    const pool = startPool({ entry: join(directory, 'nothing.js') });
    await expect(pool.run('id', undefined)).rejects.toThrow(/nothing\.js/);
    await expect(pool.run('id', undefined)).rejects.toThrow(/nothing\.js/);
  });

  it('ends a process without work', async () => {
    const pool = startPool({ idle: 1 });
    const before = await pool.run('id', undefined);
    await new Promise(resolve => {
      setTimeout(resolve, 50);
    });
    expect(await pool.run('id', undefined)).not.toEqual(before);
  });
});
