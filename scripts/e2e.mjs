import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findBrowser } from './lib/browser.mjs';
import { runLogged } from './lib/commands.mjs';
import { serveControls } from './lib/controls.mjs';
import { run } from './lib/failure.mjs';
import { install } from './lib/install.mjs';
import { supportedNode } from './lib/node.mjs';
import { backstageCli, root } from './lib/paths.mjs';
import { Portal, portalSettings } from './lib/portal.mjs';
import { step } from './lib/progress.mjs';
import { closeWith, freshReport, readReport } from './lib/results.mjs';
import { toolEnvironment } from './lib/tools.mjs';

// yarn test:e2e [--legacy] [<paths or Playwright flags>]: the browser tests, on the local AWS and the backend as `npm start` runs them, with data of their
// own, and on the pages as they are built for production. With --legacy: the tests of the app on the legacy frontend system.
const legacy = process.argv.includes('--legacy');
const app = legacy ? 'app-legacy' : 'app';
const suite = legacy ? 'legacy-browser' : 'browser';
run(async () => {
  const node = await supportedNode();
  await install(node);
  const browser = await findBrowser();
  if (!browser) {
    console.log(
      'No browser starts on this machine, so the browser tests are skipped: install chromium, or name one with CHROME_PATH.',
    );
    closeWith(suite, { passed: 0, failed: 0, skipped: 1 });
    return process.env.CI ? 1 : 0;
  }
  console.log(`Browser: ${browser}`);
  await buildPages(node);
  return onFreshPortal(node, async (portal, controls) => {
    const report = freshReport(`${suite}.json`);
    const code = await playwright(node, {
      CHROME_PATH: browser,
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      PLAYWRIGHT_URL: portal.settings.frontendUrl,
      PORTAL_AWS_URL: portal.settings.awsUrl,
      PORTAL_BACKEND_URL: portal.settings.backendUrl,
      PORTAL_CONTROLS_URL: controls.url,
    });
    return summarize(code, readReport(report));
  });
});

function buildPages(node) {
  return step('Building the pages', () =>
    runLogged('build', node, [backstageCli, 'package', 'build'], {
      cwd: path.join(root, 'packages', app),
      env: toolEnvironment(node),
    }),
  );
}

async function onFreshPortal(node, work) {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'eks-environments-e2e-'));
  const portal = new Portal({
    node,
    built: true,
    settings: portalSettings({
      ...process.env,
      PORTAL_APP: app,
      PORTAL_DATA_DIR: dataDir,
    }),
  });
  process.on('exit', () => portal.kill());
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => process.exit(1));
  }
  try {
    await portal.start();
    const controls = await serveControls(portal);
    try {
      return await work(portal, controls);
    } finally {
      controls.stop();
    }
  } finally {
    await portal.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function playwright(node, variables) {
  const child = spawn(
    node,
    [
      path.join(root, 'node_modules/@playwright/test/cli.js'),
      'test',
      `--project=${app}`,
      ...process.argv.slice(2).filter(argument => argument !== '--legacy'),
    ],
    {
      cwd: root,
      stdio: 'inherit',
      env: { ...toolEnvironment(node), ...variables },
    },
  );
  const [code] = await once(child, 'exit');
  return code ?? 1;
}

function summarize(code, report) {
  const {
    expected = 0,
    unexpected = 0,
    flaky = 0,
    skipped = 0,
  } = report?.stats ?? {};
  // A test that passes at the second try is a defect of the test or of the product.
  const failed = unexpected + flaky;
  closeWith(suite, {
    passed: expected,
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped,
  });
  return code !== 0 || failed > 0 ? 1 : 0;
}
