import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { run } from './lib/failure.mjs';
import { install } from './lib/install.mjs';
import { supportedNode } from './lib/node.mjs';
import { backstageCli, root } from './lib/paths.mjs';
import { POSTGRES_VARIABLE, startPostgres } from './lib/postgres.mjs';
import { closeWith, freshReport, readReport } from './lib/results.mjs';
import { toolEnvironment } from './lib/tools.mjs';

// npm test [-- <paths or Jest flags>]: every Jest test of the repository, on SQLite and on a real PostgreSQL, and without arguments the tests of these
// scripts, which Jest does not know.
run(async () => {
  const args = process.argv.slice(2);
  const node = await supportedNode();
  await install(node);

  const postgres = process.env[POSTGRES_VARIABLE]
    ? { connectionString: process.env[POSTGRES_VARIABLE], stop: async () => {} }
    : await startPostgres();
  try {
    const { connectionString } = postgres;
    if (args.some(arg => arg.startsWith('--watch'))) {
      return await jest(node, args, connectionString);
    }
    const report = freshReport('jest.json');
    const code = await jest(
      node,
      ['--json', '--outputFile', report, ...args],
      connectionString,
    );
    return summarize(
      code,
      readReport(report),
      postgres,
      args.length === 0 ? testScripts(node) : { passed: 0, failed: 0 },
      args,
    );
  } finally {
    await postgres.stop?.();
  }
});

async function jest(node, args, connectionString) {
  const child = spawn(node, [backstageCli, 'repo', 'test', ...args], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...toolEnvironment(node),
      CI: '1', // Without it, Backstage watches for changes and never ends.
      BACKSTAGE_TEST_DISABLE_DOCKER: '1',
      ...(connectionString && { [POSTGRES_VARIABLE]: connectionString }),
    },
  });
  const [code] = await once(child, 'exit');
  return code ?? 1;
}

function testScripts(node) {
  const folder = path.join(root, 'scripts/lib');
  const files = readdirSync(folder)
    .filter(file => file.endsWith('.test.mjs'))
    .map(file => path.join(folder, file));
  const { status, stdout } = spawnSync(
    node,
    ['--test', '--test-reporter=tap', ...files],
    { encoding: 'utf8' },
  );
  const count = what =>
    Number(new RegExp(`^# ${what} (\\d+)$`, 'm').exec(stdout)?.[1] ?? 0);
  if (status !== 0) {
    console.log(stdout);
  }
  return {
    passed: count('pass'),
    failed: status === 0 ? 0 : Math.max(1, count('fail')),
  };
}

function summarize(code, report, postgres, scripts, args) {
  const totals = {
    passed: report?.numPassedTests ?? 0,
    // A test file that could not even be loaded has no failed test in it.
    failed:
      (report?.numFailedTests ?? 0) + (report?.numRuntimeErrorTestSuites ?? 0),
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
  };
  if (code !== 0 && totals.failed === 0) {
    totals.failed = 1;
  }
  if (postgres.missing) {
    console.log(
      `\nPostgreSQL does not run here, so no test ran on it: ${postgres.missing}`,
    );
    totals.skipped += 1;
  }
  // TestDatabases leaves out a database without a word, so CI looks whether the tests have really been on it.
  if (process.env.CI && args.length === 0 && !ranOnPostgres(report)) {
    console.log('\nNo test ran on PostgreSQL, which CI asks for.');
    totals.failed += 1;
  }
  totals.passed += scripts.passed;
  totals.failed += scripts.failed;
  closeWith('tests', totals);
  return totals.failed === 0 ? 0 : 1;
}

function ranOnPostgres(report) {
  return Boolean(
    report?.testResults.some(file =>
      file.assertionResults.some(
        test =>
          test.status === 'passed' && test.fullName.includes('POSTGRES_18'),
      ),
    ),
  );
}
