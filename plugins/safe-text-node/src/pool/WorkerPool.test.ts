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
  const modules = {
    tasks: () => {},
    slow: () => { const begun = Date.now(); while (Date.now() - begun < 400) sleep(); },
    broken: () => { throw new Error('broken module'); },
    large: () => tasks.memory(),
  };
  let loads = 0;
  tasks.loads = () => loads;
  const answer = ({ kind, module, name, input }) => {
    if (kind === 'run') return tasks[name](input);
    loads += 1;
    modules[module]();
  };
  process.on('message', order => {
    try {
      process.send({ kind: 'done', value: answer(order) });
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

/** Runs a task of the worker above. */
function run(pool: WorkerPool, name: string, input?: unknown, caller?: string) {
  return pool.run({ module: 'tasks', name, input }, caller);
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
    const [one, two] = await Promise.all([run(pool, 'id'), run(pool, 'id')]);
    expect(one).toEqual({ kind: 'done', value: expect.any(Number) });
    expect(two).toEqual(one);
    expect(await run(pool, 'echo', { a: ['x'] })).toEqual({
      kind: 'done',
      value: { a: ['x'] },
    });
  });

  it.each(['forever', 'pattern'])(
    'ends a process that is at "%s" at the deadline, and takes another',
    async task => {
      const pool = startPool({ limits: impatient });
      const before = await run(pool, 'id');
      let turns = 0;
      const timer = setInterval(() => {
        turns += 1;
      }, 5);

      expect(await run(pool, task)).toEqual({ kind: 'exhausted' });

      clearInterval(timer);
      // This thread was never blocked
      expect(turns).toBeGreaterThan(5);
      const after = await run(pool, 'id');
      expect(after.kind).toBe('done');
      expect(after).not.toEqual(before);
    },
  );

  it.each(['memory', 'allocation', 'text'])(
    'ends with a process that takes too much memory by "%s", and takes another',
    async task => {
      const pool = startPool();
      expect(await run(pool, task)).toEqual({ kind: 'exhausted' });
      expect((await run(pool, 'id')).kind).toBe('done');
    },
  );

  it('has never more processes than its size, and fills them first', async () => {
    const pool = startPool({ size: 2 });
    const [first, second] = [gate(), gate()];
    const held = [first, second].map(({ file }) => run(pool, 'wait', file));
    const third = run(pool, 'id');
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
    const held = run(pool, 'wait', file);
    const waiting = [run(pool, 'id'), run(pool, 'id')];

    expect(await run(pool, 'id')).toEqual({ kind: 'busy' });

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
      const { kind } = await run(pool, 'echo', name, caller);
      order.push(`${name} ${kind}`);
    };
    const held = [first, second].map(({ file }) =>
      run(pool, 'wait', file, 'mallory'),
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
    const before = await run(pool, 'id');
    await expect(run(pool, 'fail')).rejects.toThrow('as told');
    expect(await run(pool, 'id')).toEqual(before);
  });

  it('loads a module once per process, before the deadline of a task begins', async () => {
    const pool = startPool({ limits: impatient });
    const loads = { name: 'loads', input: undefined };
    const done = (value: number) => ({ kind: 'done', value });

    expect(await pool.run({ module: 'slow', ...loads })).toEqual(done(1));
    expect(await pool.run({ module: 'slow', ...loads })).toEqual(done(1));
    expect(await pool.run({ module: 'tasks', ...loads })).toEqual(done(2));
  });

  it('tells why a module cannot be loaded, and goes on', async () => {
    const pool = startPool();
    const id = { name: 'id', input: undefined };
    const before = await run(pool, 'id');
    await expect(pool.run({ module: 'broken', ...id })).rejects.toThrow(
      'broken module',
    );
    expect(await run(pool, 'id')).toEqual(before);
    expect(await pool.run({ module: 'large', ...id })).toEqual({
      kind: 'exhausted',
    });
    expect((await run(pool, 'id')).kind).toBe('done');
  });

  it('survives a process that ends by itself', async () => {
    const pool = startPool();
    await expect(run(pool, 'exit')).rejects.toThrow('ended with code 3');
    expect((await run(pool, 'id')).kind).toBe('done');
  });

  it('survives what cannot be sent to a process', async () => {
    const pool = startPool();
    await expect(run(pool, 'echo', () => 1)).rejects.toThrow('cloned');
    expect((await run(pool, 'id')).kind).toBe('done');
  });

  it('gives processes nothing of the environment', async () => {
    expect(await run(startPool(), 'environment')).toEqual({
      kind: 'done',
      value: 0,
    });
  });

  it('tells that a process does not start', async () => {
    const pool = startPool({ entry: join(directory, 'nothing.js') });
    await expect(run(pool, 'id')).rejects.toThrow(/nothing\.js/);
    await expect(run(pool, 'id')).rejects.toThrow(/nothing\.js/);
  });

  it('ends a process without work', async () => {
    const pool = startPool({ idle: 1 });
    const before = await run(pool, 'id');
    await new Promise(resolve => {
      setTimeout(resolve, 50);
    });
    expect(await run(pool, 'id')).not.toEqual(before);
  });
});
