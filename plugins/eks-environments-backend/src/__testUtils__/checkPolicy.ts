import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Authorization } from 'aws-simulator/testing';

const ROOT = resolve(__dirname, '../../../..');

/** The policies that the documents show. */
export const POLICIES = join(ROOT, 'deploy/iam');

/** What `yarn check:policy` says. */
export interface PolicyReport {
  status: number | null;
  stderr: string;
  /** Lines with the calls that are denied. */
  denied: string[];
  /** What is allowed and no call needed. */
  unused: string[];
}

/**
 * Runs the check as people do.
 *
 * @param policies - names of files in deploy/iam, or policies
 */
export function checkPolicy(
  calls: Authorization[],
  ...policies: Array<string | object>
): PolicyReport {
  const directory = mkdtempSync(join(tmpdir(), 'policy-'));
  const write = (name: string, content: object) => {
    const file = join(directory, name);
    writeFileSync(file, JSON.stringify(content));
    return file;
  };
  const files = policies.map((policy, index) =>
    typeof policy === 'string'
      ? join(POLICIES, policy)
      : write(`policy-${index}.json`, policy),
  );
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(ROOT, 'scripts/check-policy.mjs'),
      '--calls',
      write('calls.json', calls),
      ...files.flatMap(file => ['--policy', file]),
    ],
    { encoding: 'utf8' },
  );
  rmSync(directory, { recursive: true, force: true });
  const linesWith = (word: string) =>
    stdout.split('\n').filter(line => line.startsWith(word));
  return {
    status,
    stderr,
    denied: linesWith('DENIED'),
    unused: linesWith('unused').map(line =>
      line.replace(/^unused +(\S+).*/, '$1'),
    ),
  };
}
