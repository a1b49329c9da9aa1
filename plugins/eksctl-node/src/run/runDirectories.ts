import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

const OWNER_ONLY = 0o700;

/** Far longer than any run of eksctl: its timeouts and those of the portal are hours. */
const ABANDONED_AFTER_MS = 24 * 3_600_000;

const RUN = /^run-(?<host>[\w.-]+)-(?<pid>\d+)-\w+$/;

/**
 * Creates a directory for one run. Its name contains the host and process id, so that another process can detect that it is abandoned.
 *
 * @param workingDirectory - created with mode 0700 if missing
 */
export async function makeRunDirectory(
  workingDirectory: string,
): Promise<string> {
  await mkdir(workingDirectory, { recursive: true, mode: OWNER_ONLY });
  return mkdtemp(join(workingDirectory, `run-${host()}-${process.pid}-`));
}

/**
 * Removes the directories of runs whose process was killed.
 *
 * @returns the names of the removed directories
 * @public
 */
export async function removeAbandonedRuns(
  workingDirectory: string,
): Promise<string[]> {
  const removed: string[] = [];
  for (const name of await namesIn(workingDirectory)) {
    const path = join(workingDirectory, name);
    if (await isAbandoned(path, name)) {
      await rm(path, { recursive: true, force: true });
      removed.push(name);
    }
  }
  return removed;
}

async function isAbandoned(path: string, name: string): Promise<boolean> {
  const owner = RUN.exec(name)?.groups;
  if (!owner) {
    return false;
  }
  const found = await stat(path).catch(() => undefined);
  if (!found) {
    return false;
  }
  const pid = Number(owner.pid);
  const ageMs = Date.now() - found.mtimeMs;
  if (owner.host !== host()) {
    return ageMs > ABANDONED_AFTER_MS;
  }
  // In a container, the killed process often had the same process id as this one.
  return pid === process.pid
    ? ageMs > process.uptime() * 1000
    : !isAlive(pid) || ageMs > ABANDONED_AFTER_MS;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function namesIn(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return [];
    }
    throw error;
  }
}

function host(): string {
  return hostname().replace(/[^\w.-]/g, '_');
}
