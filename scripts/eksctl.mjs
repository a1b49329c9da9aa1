import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { run } from './lib/failure.mjs';
import { install } from './lib/install.mjs';
import { supportedNode } from './lib/node.mjs';
import { backstageCli, root } from './lib/paths.mjs';
import { closeWith, freshReport, readReport } from './lib/results.mjs';
import { toolEnvironment } from './lib/tools.mjs';

// yarn test:eksctl: the engine with the simulator's eksctl, and with a real one where EKSCTL names it: EKSCTL=/path/to/eksctl yarn test:eksctl. The real
// one needs about ten minutes, because its waits are fixed.
run(async () => {
  const node = await supportedNode();
  await install(node);
  const missing = whyNotReal(process.env.EKSCTL);
  if (missing) {
    console.log(`The real eksctl is skipped: ${missing}`);
  }
  const report = freshReport('eksctl.json');
  const child = spawn(
    node,
    [
      backstageCli,
      'package',
      'test',
      '--maxWorkers=2',
      '--json',
      '--outputFile',
      report,
      '--testPathIgnorePatterns',
      '/node_modules/',
      '--testPathPatterns',
      String.raw`\.eksctl\.test\.ts$`,
      ...process.argv.slice(2),
    ],
    {
      cwd: path.join(root, 'plugins/eks-environments-backend'),
      stdio: 'inherit',
      env: {
        ...toolEnvironment(node),
        CI: '1', // Without it, Backstage watches for changes and never ends.
        BACKSTAGE_TEST_DISABLE_DOCKER: '1',
        REAL_EKSCTL: missing ? '' : path.resolve(process.env.EKSCTL),
      },
    },
  );
  const [code] = await once(child, 'exit');
  const results = readReport(report);
  const totals = {
    passed: results?.numPassedTests ?? 0,
    failed:
      (results?.numFailedTests ?? 0) +
      (results?.numRuntimeErrorTestSuites ?? 0),
    skipped: results?.numPendingTests ?? 0,
  };
  if (code !== 0 && totals.failed === 0) {
    totals.failed = 1;
  }
  closeWith('eksctl', totals);
  return totals.failed === 0 ? 0 : 1;
});

function whyNotReal(eksctl) {
  if (!eksctl) {
    return 'EKSCTL does not name it';
  }
  try {
    accessSync(eksctl, constants.X_OK);
    return undefined;
  } catch (error) {
    return `${eksctl} can't be run (${error.code})`;
  }
}
