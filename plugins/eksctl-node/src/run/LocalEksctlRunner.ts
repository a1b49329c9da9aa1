import { constants } from 'node:fs';
import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toError } from '@backstage/errors';
import { execa } from 'execa';
import { packageFile } from '../util/packageFile';
import { CredentialEndpoint } from './CredentialEndpoint';
import { CONFIG_FILE_NAME } from './eksctlArgs';
import { LocalEksctlRun } from './LocalEksctlRun';
import { localEnvironment } from './localEnvironment';
import { makeRunDirectory } from './runDirectories';
import { EksctlExit, EksctlRun, EksctlRunner, EksctlRunOptions } from './types';

const OWNER_ONLY_DIRECTORY = 0o700;
const OWNER_ONLY_FILE = 0o600;

/**
 * Runs eksctl on this machine: without a shell or stdin, with a minimal environment, with a working directory, home and kubeconfig of its
 * own that are deleted afterwards, with credentials from an endpoint that refreshes them, and with a supervisor that ends eksctl when
 * this process dies (see `supervisor/supervisor.cjs`). So no run outlives this process, and `find` never returns one.
 *
 * @public
 */
export class LocalEksctlRunner implements EksctlRunner {
  readonly #eksctlPath: string;
  readonly #workingDirectory: string;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #onWarning: (message: string, error: Error) => void;
  readonly #stopGraceMs: number;

  constructor(options: {
    /** Absolute path of the executable. */
    eksctlPath: string;
    /** The parent of the working directories of runs. Created with mode 0700 if missing. */
    workingDirectory: string;
    /** The environment of this process. eksctl inherits only the variables for AWS endpoints and network access. */
    environment: NodeJS.ProcessEnv;
    /** Reports what eksctl is not told: why credentials were unavailable, and which directory could not be removed. */
    onWarning?: (message: string, error: Error) => void;
    /**
     * Time between SIGTERM and SIGKILL, in milliseconds.
     *
     * @defaultValue 10000
     */
    stopGraceMs?: number;
  }) {
    this.#eksctlPath = options.eksctlPath;
    this.#workingDirectory = options.workingDirectory;
    this.#environment = options.environment;
    this.#onWarning = options.onWarning ?? (() => {});
    this.#stopGraceMs = options.stopGraceMs ?? 10_000;
  }

  async start(options: EksctlRunOptions): Promise<EksctlRun> {
    try {
      return await this.#start(options);
    } catch (error) {
      return notStarted(options.operation, toError(error).message);
    }
  }

  async find(): Promise<undefined> {
    return undefined;
  }

  async #start(options: EksctlRunOptions): Promise<EksctlRun> {
    await access(this.#eksctlPath, constants.X_OK);
    const endpoint = await CredentialEndpoint.start({
      credentials: options.credentials,
      onError: error =>
        this.#onWarning('eksctl could not get credentials', toError(error)),
    });
    let directory: string | undefined;
    const cleanUp = async () => {
      await endpoint.close();
      if (directory !== undefined) {
        await this.#remove(directory);
      }
    };
    try {
      directory = await makeRunDirectory(this.#workingDirectory);
      await fillDirectory(directory, options.configYaml);
      const child = this.#spawn(options, directory, endpoint.environment);
      return new LocalEksctlRun({
        operation: options.operation,
        child,
        stopGraceMs: this.#stopGraceMs,
        cleanUp,
      });
    } catch (error) {
      await cleanUp();
      throw error;
    }
  }

  #spawn(
    { args, region }: EksctlRunOptions,
    directory: string,
    credentials: Readonly<Record<string, string>>,
  ) {
    return execa(
      process.execPath,
      [
        packageFile('supervisor', 'supervisor.cjs'),
        String(this.#stopGraceMs),
        this.#eksctlPath,
        ...args,
      ],
      {
        cwd: directory,
        env: localEnvironment({
          directory,
          region,
          inherited: this.#environment,
          credentials,
        }),
        extendEnv: false,
        // a process group of its own, so that a stop reaches eksctl and its child processes
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
        buffer: false,
        reject: false,
        cleanup: false,
      },
    );
  }

  /** A directory that cannot be removed must not replace the outcome of the run. */
  async #remove(directory: string): Promise<void> {
    try {
      await rm(directory, { recursive: true, force: true });
    } catch (error) {
      this.#onWarning(
        `The directory ${directory} of an eksctl run stays behind`,
        toError(error),
      );
    }
  }
}

async function fillDirectory(
  directory: string,
  configYaml: string | undefined,
): Promise<void> {
  await mkdir(join(directory, 'home'), { mode: OWNER_ONLY_DIRECTORY });
  if (configYaml !== undefined) {
    await writeFile(join(directory, CONFIG_FILE_NAME), configYaml, {
      mode: OWNER_ONLY_FILE,
    });
  }
}

function notStarted(operation: string, reason: string): EksctlRun {
  const exit: EksctlExit = { kind: 'notStarted', reason };
  return {
    operation,
    follow: async () => exit,
    stop: async () => {},
    leave: async () => {},
  };
}
