import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  CredentialEndpoint,
  type EksctlExit,
  type EksctlLine,
  type EksctlRunner,
} from 'backstage-plugin-eksctl-node';
import type { AccountAccess } from '../accounts';
import type { Work } from './types';

/** Enough to find the cause of a failure; the whole log is in the database. */
const REMEMBERED_LINES = 500;

/**
 * What eksctl inherits from the portal: where AWS is, and how to get there. Credentials come from an endpoint of their own.
 *
 * PATH is for an eksctl that is a script, and for the helpers that eksctl itself starts.
 */
const INHERITED =
  /^(PATH|AWS_ENDPOINT_URL(_\w+)?|AWS_CA_BUNDLE|SSL_CERT_(FILE|DIR)|(HTTPS?|NO)_PROXY|(https?|no)_proxy)$/;

/** How a command of eksctl ended and what it said at last. */
export interface EksctlResult {
  exit: EksctlExit;
  lines: EksctlLine[];
}

/** Runs eksctl for operations: each run with a directory of its own that is gone afterwards. */
export class EksctlCommands {
  readonly #options: {
    runner: EksctlRunner;
    workingDirectory: string;
    logger: LoggerService;
    environment: NodeJS.ProcessEnv;
  };

  constructor(options: {
    runner: EksctlRunner;
    /** Holds the directories of the runs. */
    workingDirectory: string;
    logger: LoggerService;
    /** The portal's own environment. */
    environment: NodeJS.ProcessEnv;
  }) {
    this.#options = options;
  }

  /** @throws the signal's reason, after eksctl has ended, when the signal aborted */
  async run(
    args: string[],
    options: {
      work: Work;
      access: AccountAccess;
      onLine: (line: EksctlLine) => void;
    },
  ): Promise<EksctlResult> {
    const { work, access, onLine } = options;
    const { runner, workingDirectory, logger } = this.#options;
    const lines: EksctlLine[] = [];
    const directory = join(workingDirectory, work.operation.ticket);
    const endpoint = await CredentialEndpoint.start({
      credentials: access.credentials,
      onError: error =>
        logger.error('eksctl asked for credentials in vain', toError(error)),
    });
    try {
      await mkdir(workingDirectory, { recursive: true, mode: 0o700 });
      const run = await runner.start({
        args,
        configYaml: work.environment.config,
        directory,
        environment: {
          ...this.#inherited(),
          AWS_REGION: access.region,
          ...endpoint.environment,
        },
        signal: work.signal,
        onLine: line => {
          lines.push(line);
          if (lines.length > REMEMBERED_LINES) {
            lines.shift();
          }
          work.journal.addLine(line);
          onLine(line);
        },
      });
      const exit = await run.exited;
      work.signal.throwIfAborted();
      return { exit, lines };
    } finally {
      await endpoint.close();
      await this.#remove(directory);
    }
  }

  /** A directory that can't be removed must not replace the outcome of the run. */
  async #remove(directory: string): Promise<void> {
    try {
      await rm(directory, { recursive: true, force: true });
    } catch (error) {
      this.#options.logger.warn(
        `The directory ${directory} of an eksctl run stays behind`,
        toError(error),
      );
    }
  }

  #inherited(): Record<string, string> {
    return Object.fromEntries(
      Object.entries(this.#options.environment).flatMap(([name, value]) =>
        INHERITED.test(name) && value !== undefined ? [[name, value]] : [],
      ),
    );
  }
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
