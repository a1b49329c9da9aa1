import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const ON_PATH = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];
const IN_APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * A Chromium for the browser tests: the one that CHROME_PATH names, one of this machine, or the one that npm installed.
 *
 * @returns its path, or undefined if none starts
 */
export async function findBrowser() {
  const candidates = [
    process.env.CHROME_PATH,
    ...ON_PATH.flatMap(locate),
    ...IN_APPLICATIONS.filter(existsSync),
  ];
  return candidates.find(starts) ?? (await browserFromNpm());
}

/** Runs on Linux where the libraries nss and nspr are. */
async function browserFromNpm() {
  if (process.platform !== 'linux') {
    return undefined;
  }
  const { default: chromium } = await import('@sparticuz/chromium');
  const executable = await chromium.executablePath().catch(() => undefined);
  return starts(executable) ? executable : undefined;
}

/** Playwright wants a path, not a name. */
function locate(name) {
  return process.env.PATH.split(path.delimiter)
    .map(folder => path.join(folder, name))
    .filter(existsSync);
}

function starts(executable) {
  return (
    Boolean(executable) &&
    spawnSync(executable, ['--version'], { stdio: 'ignore' }).status === 0
  );
}
