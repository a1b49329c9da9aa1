import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { logFile, tail } from './commands.mjs';
import { Failure } from './failure.mjs';
import { step } from './progress.mjs';

const STOP_TIMEOUT = 15_000; // The backend lets requests end, which takes seconds.
const READY_TIMEOUT = 240_000; // A cold start takes under a minute on two slow cores.

/** A long-running program in a process group of its own, so that ending it ends what it started too. */
export class Service {
  #child;
  #ready;
  #exited;
  #closed;
  #stopping = false;
  #ended = false;

  constructor({ name, title, command, args, cwd, env, ready, echo }) {
    this.name = name;
    this.title = title;
    this.#ready = ready;
    this.log = logFile(name);
    appendFileSync(this.log, '');
    this.#child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    });
    for (const output of [this.#child.stdout, this.#child.stderr]) {
      // Written at once, so that the end of the log is there when the program has ended.
      output.on('data', chunk => appendFileSync(this.log, chunk));
      if (echo) {
        output.on('data', chunk =>
          process.stdout.write(
            String(chunk).replace(/^(?=[^\n])/gm, `[${name}] `),
          ),
        );
      }
    }
    this.#exited = new Promise(resolve => {
      this.#child.once('error', error => resolve(error.message));
      this.#child.once('exit', (code, signal) => resolve(signal ?? code));
    }).finally(() => {
      this.#ended = true;
    });
    this.#closed = new Promise(resolve => this.#child.once('close', resolve));
  }

  get pid() {
    return this.#child.pid;
  }

  /** Rejects when the program ends without being asked to; else stays pending. */
  async failed() {
    const outcome = await this.#exited;
    if (this.#stopping) {
      return new Promise(() => {});
    }
    // Its last words may still be on their way; something that it started may hold the pipe open.
    await Promise.race([this.#closed, delay(500)]);
    throw new Failure(
      `${this.title} ended by itself (${outcome}). Its last lines:\n${tail(
        this.log,
      )}`,
    );
  }

  /** Resolves when the program answers. */
  async ready() {
    await step(`Starting ${this.title}`, () =>
      Promise.race([this.#answers(), this.failed()]),
    );
  }

  async #answers() {
    const { url, headers } = this.#ready;
    const deadline = Date.now() + READY_TIMEOUT;
    while (!this.#ended && Date.now() < deadline) {
      const response = await fetch(url, { headers }).catch(() => undefined);
      if (response?.ok) {
        return;
      }
      await delay(250);
    }
    throw new Failure(
      `${this.title} did not answer at ${url} in time. Its last lines:\n${tail(
        this.log,
      )}`,
    );
  }

  async stop() {
    this.#stopping = true;
    this.kill('SIGTERM');
    await Promise.race([
      this.#exited,
      delay(STOP_TIMEOUT, undefined, { ref: false }),
    ]);
    this.kill('SIGKILL'); // What is left of the group, also after its leader went.
    await this.#exited;
  }

  /** Sends a signal to the program and all that it started. */
  kill(signal) {
    this.#stopping = true;
    if (this.pid === undefined) {
      return;
    }
    if (process.platform === 'win32') {
      spawnSync('taskkill', ['/pid', String(this.pid), '/T', '/F']);
      return;
    }
    try {
      process.kill(-this.pid, signal);
    } catch (error) {
      if (error.code !== 'ESRCH') {
        throw error;
      }
    }
  }
}
