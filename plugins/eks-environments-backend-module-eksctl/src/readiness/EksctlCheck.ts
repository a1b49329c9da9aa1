import { toError } from '@backstage/errors';
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { OLDEST_EKSCTL, readEksctlVersion } from 'backstage-plugin-eksctl-node';
import type { ReadinessProblem } from 'backstage-plugin-eks-environments-node';

/** Checks whether eksctl exists, can be run and is new enough. It runs again only when the file changed, or after a problem. */
export class EksctlCheck {
  readonly #path: string;
  /** The file that passed. */
  #passed: string | undefined;
  #version: string | undefined;

  constructor(options: { path: string }) {
    this.#path = options.path;
  }

  /** As eksctl prints it, such as `0.231.0`; undefined while unknown. */
  get version(): string | undefined {
    return this.#version;
  }

  async check(): Promise<ReadinessProblem | undefined> {
    const file = await this.#identify();
    if (file.kind === 'missing') {
      return this.#missing(file.reason);
    }
    if (file.identity === this.#passed) {
      return undefined;
    }
    const answer = await readEksctlVersion(this.#path);
    if (answer.kind === 'unknown') {
      return this.#missing(answer.reason);
    }
    this.#version = answer.version;
    if (answer.kind === 'tooOld') {
      this.#passed = undefined;
      return {
        code: 'eksctl-too-old',
        message: `eksctl ${answer.version} at ${
          this.#path
        } is too old: eksEnvironments.eksctl.path must lead to ${OLDEST_EKSCTL} or newer`,
        isLasting: true,
      };
    }
    this.#passed = file.identity;
    return undefined;
  }

  async #identify(): Promise<
    { kind: 'found'; identity: string } | { kind: 'missing'; reason: string }
  > {
    try {
      await access(this.#path, constants.X_OK);
      const { mtimeMs, size, ino } = await stat(this.#path);
      return { kind: 'found', identity: `${ino} ${size} ${mtimeMs}` };
    } catch (error) {
      return {
        kind: 'missing',
        reason: toError(error).message,
      };
    }
  }

  #missing(reason: string): ReadinessProblem {
    this.#passed = undefined;
    this.#version = undefined;
    return {
      code: 'eksctl-missing',
      message: `eksctl can not be run at ${
        this.#path
      }: ${reason}. Correct eksEnvironments.eksctl.path or the installation`,
      isLasting: true,
    };
  }
}
