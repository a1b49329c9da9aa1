import { deepEqual, equal, notEqual, ok } from 'node:assert/strict';
import { EksctlLine } from '../output/types';
import { EksctlRun, EksctlRunner, EksctlRunOptions } from '../run/types';

/**
 * An executor under test.
 *
 * @public
 */
export interface TestedEksctlRunner {
  runner: EksctlRunner;
  /** Whether a run continues after its worker left, and is found again. */
  outlivesWorkers: boolean;
  /** Arguments that make the eksctl under test behave in a certain way. */
  args: {
    /** Prints a line with an AWS access key id, then `done` as its last line, and exits with code 0. */
    succeed: string[];
    /** Exits with code 1. */
    fail: string[];
    /** Prints a line and then waits until it is stopped. */
    hang: string[];
  };
}

/**
 * What every {@link EksctlRunner} must do, one case per test. The cases throw errors of `node:assert`, so any test framework can run
 * them.
 *
 * @example
 *
 * ```ts
 * it.each(eksctlRunnerContract)('$name', ({ check }) => check(tested));
 * ```
 *
 * @public
 */
export const eksctlRunnerContract: {
  name: string;
  check: (tested: TestedEksctlRunner) => Promise<void>;
}[] = [
  {
    name: 'delivers every line before the end, without secrets',
    async check({ runner, args }) {
      const { lines, onLine } = collectLines();
      const run = await runner.start(optionsOf(args.succeed));
      deepEqual(await run.follow(onLine), { kind: 'success' });
      equal(lines.at(-1)?.text, 'done');
      ok(!lines.some(({ text }) => /AKIA\w{16}/.test(text)), 'a secret');
    },
  },
  {
    name: 'tells that eksctl failed, and on whose behalf it ran',
    async check({ runner, args }) {
      const run = await runner.start(optionsOf(args.fail));
      equal(run.operation, 'operation');
      deepEqual(await run.follow(() => {}), { kind: 'failed', exitCode: 1 });
    },
  },
  {
    name: 'stops eksctl, however often it is asked',
    async check({ runner, args }) {
      const { run, exited } = await startHanging(runner, args.hang);
      await Promise.all([run.stop(), run.stop()]);
      await run.stop();
      notEqual((await exited).kind, 'success');
    },
  },
  {
    name: 'finds nothing where nothing was left',
    async check({ runner, args }) {
      equal(await runner.find('nobody'), undefined);

      const ended = await runner.start(optionsOf(args.succeed, 'ended'));
      await ended.follow(() => {});
      equal(await runner.find('ended'), undefined, 'followed to its end');

      const { run } = await startHanging(runner, args.hang, 'stopped');
      await run.stop();
      equal(await runner.find('stopped'), undefined, 'stopped');
    },
  },
  {
    name: 'lets a run that was left go on until somebody finds it, or ends it',
    async check({ runner, args, outlivesWorkers }) {
      const { run, exited } = await startHanging(runner, args.hang, 'left');
      await run.leave();
      const found = await runner.find('left');
      if (!outlivesWorkers) {
        equal(found, undefined);
        notEqual((await exited).kind, 'success');
        return;
      }
      ok(found, 'not found');
      equal(found.operation, 'operation');
      const again = await followUntilFirstLine(found);
      await found.stop();
      notEqual((await again.exited).kind, 'success');
    },
  },
];

function optionsOf(args: string[], subject = 'subject'): EksctlRunOptions {
  return {
    subject,
    operation: 'operation',
    args,
    configYaml: 'kind: ClusterConfig\n',
    region: 'eu-west-1',
    credentials: async () => ({
      accessKeyId: 'test',
      secretAccessKey: 'test',
    }),
  };
}

async function startHanging(
  runner: EksctlRunner,
  args: string[],
  subject?: string,
) {
  const run = await runner.start(optionsOf(args, subject));
  return { run, ...(await followUntilFirstLine(run)) };
}

async function followUntilFirstLine(run: EksctlRun) {
  let onLine: () => void = () => {};
  const line = new Promise<void>(resolve => {
    onLine = resolve;
  });
  const exited = run.follow(() => onLine());
  await line;
  return { exited };
}

function collectLines() {
  const lines: EksctlLine[] = [];
  return { lines, onLine: (line: EksctlLine) => void lines.push(line) };
}
