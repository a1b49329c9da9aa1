import { toError } from '@backstage/errors';
import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReadinessProblem } from 'backstage-plugin-eks-environments-node';

/**
 * The most that a run writes before its end: a config, a kubeconfig and caches of the AWS SDK. A disk without this much room fails in the
 * middle of a run.
 */
const NEEDED = Buffer.alloc(1024 * 1024);

/**
 * Checks whether a run of eksctl could write its files: a full disk, a used-up quota and a read-only file system all show only on a write.
 */
export class WorkingDirectoryCheck {
  readonly #directory: string;

  constructor(options: { directory: string }) {
    this.#directory = options.directory;
  }

  async check(): Promise<ReadinessProblem | undefined> {
    const file = join(this.#directory, `check-${randomUUID()}`);
    try {
      await mkdir(this.#directory, { recursive: true, mode: 0o700 });
      await writeFile(file, NEEDED, { mode: 0o600 });
      return undefined;
    } catch (error) {
      return {
        code: 'working-directory',
        message: `Nothing can be written to ${this.#directory}: ${
          toError(error).message
        }. Make room, or correct eksEnvironments.engine.workingDirectory`,
        isLasting: false,
      };
    } finally {
      await rm(file, { force: true }).catch(() => {});
    }
  }
}
