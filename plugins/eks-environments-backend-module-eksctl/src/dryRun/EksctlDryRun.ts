import { createHash } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
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
import { Duration } from 'luxon';
import type { AccountDirectory } from '../accounts';
import type { Clock } from 'backstage-plugin-eks-environments-node';
import { judgeDryRun } from './judgeDryRun';
import type { DryRun, DryRunRequest, DryRunVerdict } from './types';

/** eksctl calls AWS, too: this many run at once, and that many are queued behind them. */
const AT_ONCE = 2;
const IN_A_ROW = 8;

/** A verdict depends on what AWS offers, which changes slowly; what prevented one may be over soon. */
const REMEMBERED_FOR = Duration.fromObject({ minutes: 10 });
const UNCHECKED_FOR = Duration.fromObject({ seconds: 30 });
const REMEMBERED = 200;

const TOO_LATE: DryRunVerdict = {
  kind: 'unchecked',
  reason: 'It took too long',
};
const NOT_STARTED: DryRunVerdict = {
  kind: 'unchecked',
  reason: 'eksctl could not be started',
};

interface Remembered {
  /** With placeholders for the names of the request. */
  verdict: DryRunVerdict;
  until: number;
}

/**
 * Runs `eksctl create cluster --dry-run`, which detects what a schema cannot: whether an instance type exists in the zones, whether the
 * version is offered, and everything that this version of eksctl refuses.
 *
 * @remarks
 *
 * Verdicts are cached by config, account and region, so a form that is planned repeatedly runs eksctl once. That eksctl could not check a
 * config is cached for a short time, and only for plans beside a form: a caller that waits for a verdict runs eksctl again.
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
  readonly #running = new Map<string, Promise<DryRunVerdict>>();

  constructor(options: {
    runner: EksctlRunner;
    accounts: AccountDirectory;
    clock: Clock;
    logger: LoggerService;
    /** How long a check may take, including the wait in the queue. */
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
    if (!verdict && !isBusy && !this.#running.has(key)) {
      // A plan that nobody waits for must not delay one that somebody waits for.
      void this.check(request);
    }
    return verdict && withNames(verdict, request);
  }

  async check(request: DryRunRequest): Promise<DryRunVerdict> {
    const key = keyOf(request);
    const known = this.#recall(key);
    const verdict =
      known && known.kind !== 'unchecked'
        ? known
        : await this.#runOnce(key, request);
    return withNames(verdict, request);
  }

  /** Concurrent callers with the same config share one run. */
  #runOnce(key: string, request: DryRunRequest): Promise<DryRunVerdict> {
    const joined = this.#running.get(key);
    if (joined) {
      return joined;
    }
    const running = this.#runWithinLimits(request)
      .then(verdict => this.#remember(key, withoutNames(verdict, request)))
      .finally(() => this.#running.delete(key));
    this.#running.set(key, running);
    return running;
  }

  async #runWithinLimits(request: DryRunRequest): Promise<DryRunVerdict> {
    const { logger } = this.#options;
    try {
      return await this.#limits.execute(({ signal }) =>
        this.#run(request, signal),
      );
    } catch (error) {
      if (
        // isTaskCancelledError of cockatiel 3.2 checks the wrong property.
        error instanceof TaskCancelledError ||
        isBulkheadRejectedError(error)
      ) {
        return TOO_LATE;
      }
      logger.warn('The dry run of eksctl failed', toError(error));
      return NOT_STARTED;
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
    const verdict = judgeDryRun(exit, lines);
    if (verdict.kind === 'unchecked') {
      const detail = exit.kind === 'notStarted' ? `: ${exit.reason}` : '';
      logger.warn(
        `eksctl could not check a plan for ${account} in ${region}. ${verdict.reason}${detail}`,
      );
    }
    return verdict;
  }

  #recall(key: string): DryRunVerdict | undefined {
    const remembered = this.#remembered.get(key);
    return remembered && remembered.until > this.#options.clock.now().toMillis()
      ? remembered.verdict
      : undefined;
  }

  #remember(key: string, verdict: DryRunVerdict): DryRunVerdict {
    const keptFor =
      verdict.kind === 'unchecked' ? UNCHECKED_FOR : REMEMBERED_FOR;
    this.#remembered.delete(key);
    this.#remembered.set(key, {
      verdict,
      until: this.#options.clock.now().plus(keptFor).toMillis(),
    });
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size > REMEMBERED && oldest !== undefined) {
      this.#remembered.delete(oldest);
    }
    return verdict;
  }
}

function keyOf({ config, account, region, names }: DryRunRequest): string {
  return createHash('sha256')
    .update(JSON.stringify([account, region, hideNames(config, names)]))
    .digest('hex');
}

/** A verdict is shared by requests that differ only in their names, so each must get its own names. */
function withoutNames(
  verdict: DryRunVerdict,
  { names }: DryRunRequest,
): DryRunVerdict {
  return mapTexts(verdict, text => hideNames(text, names));
}

function withNames(
  verdict: DryRunVerdict,
  { names }: DryRunRequest,
): DryRunVerdict {
  return mapTexts(verdict, text =>
    names.reduce(
      (shown, name, index) => shown.replaceAll(placeholder(index), name),
      text,
    ),
  );
}

function mapTexts(
  verdict: DryRunVerdict,
  change: (text: string) => string,
): DryRunVerdict {
  switch (verdict.kind) {
    case 'refused':
      return { ...verdict, sentence: change(verdict.sentence) };
    case 'unchecked':
      return { ...verdict, reason: change(verdict.reason) };
    default:
      return verdict;
  }
}

function hideNames(text: string, names: string[]): string {
  return names.reduce(
    (hidden, name, index) => hidden.replaceAll(name, placeholder(index)),
    text,
  );
}

/** Characters that a config cannot contain, as its serializer escapes them. */
function placeholder(index: number): string {
  return `\u0000${index}\u0000`;
}
