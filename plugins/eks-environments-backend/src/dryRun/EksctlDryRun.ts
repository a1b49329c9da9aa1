import { createHash } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  classifyFailure,
  dryRunArgs,
  type EksctlLine,
  type EksctlRunner,
} from 'backstage-plugin-eksctl-node';
import {
  bulkhead,
  isBulkheadRejectedError,
  TaskCancelledError,
  timeout,
  TimeoutStrategy,
  wrap,
} from 'cockatiel';
import type { Duration } from 'luxon';
import type { AccountDirectory } from '../accounts';
import type { Clock } from '../database';
import type { DryRun, DryRunRequest, DryRunVerdict } from './types';

/** eksctl asks AWS, too; as many as this at once, and as many as that in a row behind them. */
const AT_ONCE = 2;
const IN_A_ROW = 8;

/** A verdict depends on what AWS offers, which changes slowly. */
const REMEMBERED_MINUTES = 10;
const REMEMBERED = 200;

const TOO_LATE: DryRunVerdict = {
  kind: 'unchecked',
  reason: 'It took too long.',
};

interface Remembered {
  verdict: DryRunVerdict;
  until: number;
}

/**
 * Runs `eksctl create cluster --dry-run`, which sees what a schema can't: whether an instance type exists in the zones, whether the
 * version is offered, and whatever this version of eksctl refuses.
 *
 * @remarks
 *
 * Verdicts are remembered by config, account and region, so a form that is planned again and again asks once.
 */
export class EksctlDryRun implements DryRun {
  readonly #options: {
    runner: EksctlRunner;
    accounts: AccountDirectory;
    clock: Clock;
    logger: LoggerService;
    timeout: Duration;
  };
  readonly #limits;
  readonly #bulkhead = bulkhead(AT_ONCE, IN_A_ROW);
  readonly #remembered = new Map<string, Remembered>();
  readonly #looking = new Map<string, Promise<DryRunVerdict>>();

  constructor(options: {
    runner: EksctlRunner;
    accounts: AccountDirectory;
    clock: Clock;
    logger: LoggerService;
    /** How long a check may take, the wait for its turn included. */
    timeout: Duration;
  }) {
    this.#options = options;
    this.#limits = wrap(
      timeout(options.timeout.toMillis(), {
        strategy: TimeoutStrategy.Aggressive,
        abortOnReturn: true,
      }),
      this.#bulkhead,
    );
  }

  peek(request: DryRunRequest): DryRunVerdict | undefined {
    const key = keyOf(request);
    const verdict = this.#recall(key);
    const isBusy = this.#bulkhead.executionSlots < AT_ONCE;
    if (!verdict && !isBusy && !this.#looking.has(key)) {
      // A plan that nobody asks for yet never keeps one waiting that is to be made.
      void this.check(request);
    }
    return verdict;
  }

  check(request: DryRunRequest): Promise<DryRunVerdict> {
    const key = keyOf(request);
    const known = this.#recall(key);
    if (known) {
      return Promise.resolve(known);
    }
    const joined = this.#looking.get(key);
    if (joined) {
      return joined;
    }
    const looking = this.#look(request)
      .then(verdict => this.#remember(key, verdict))
      .finally(() => this.#looking.delete(key));
    this.#looking.set(key, looking);
    return looking;
  }

  async #look(request: DryRunRequest): Promise<DryRunVerdict> {
    const { logger } = this.#options;
    try {
      return await this.#limits.execute(({ signal }) =>
        this.#run(request, signal),
      );
    } catch (error) {
      if (
        // isTaskCancelledError of cockatiel 3.2 looks for the wrong property.
        error instanceof TaskCancelledError ||
        isBulkheadRejectedError(error)
      ) {
        return TOO_LATE;
      }
      logger.warn('The dry run of eksctl failed', toError(error));
      return { kind: 'unchecked', reason: 'It could not be started.' };
    }
  }

  async #run(
    { config, account, region }: DryRunRequest,
    signal: AbortSignal,
  ): Promise<DryRunVerdict> {
    const { accounts, runner, logger } = this.#options;
    const { credentials } = await accounts.access(account, region);
    if (signal.aborted) {
      return TOO_LATE;
    }
    const run = await runner.start({
      subject: 'plan',
      operation: 'dry-run',
      args: dryRunArgs(),
      configYaml: config,
      region,
      credentials,
    });
    const stop = () => void run.stop();
    signal.addEventListener('abort', stop, { once: true });
    const lines: EksctlLine[] = [];
    const exit = await run.follow(line => lines.push(line));
    signal.removeEventListener('abort', stop);
    if (signal.aborted) {
      return TOO_LATE;
    }
    if (exit.kind === 'notStarted') {
      logger.warn(`eksctl could not check a plan: ${exit.reason}`);
      return { kind: 'unchecked', reason: 'It could not be started.' };
    }
    return exit.kind === 'success'
      ? { kind: 'accepted' }
      : { kind: 'refused', failure: classifyFailure({ exit, lines }) };
  }

  #recall(key: string): DryRunVerdict | undefined {
    const remembered = this.#remembered.get(key);
    return remembered && remembered.until > this.#options.clock.now().toMillis()
      ? remembered.verdict
      : undefined;
  }

  /** Only what the config itself is to blame for, or good for, holds for the next time. */
  #remember(key: string, verdict: DryRunVerdict): DryRunVerdict {
    if (isAboutConfig(verdict)) {
      const now = this.#options.clock.now();
      this.#remembered.delete(key);
      this.#remembered.set(key, {
        verdict,
        until: now.plus({ minutes: REMEMBERED_MINUTES }).toMillis(),
      });
      const [oldest] = this.#remembered.keys();
      if (this.#remembered.size > REMEMBERED && oldest !== undefined) {
        this.#remembered.delete(oldest);
      }
    }
    return verdict;
  }
}

function isAboutConfig(verdict: DryRunVerdict): boolean {
  return (
    verdict.kind === 'accepted' ||
    (verdict.kind === 'refused' && verdict.failure.class === 'user')
  );
}

function keyOf({ config, account, region, names }: DryRunRequest): string {
  const named = names.reduce(
    (text, name, index) => text.replaceAll(name, `<${index}>`),
    config,
  );
  return createHash('sha256')
    .update(JSON.stringify([account, region, named]))
    .digest('hex');
}
