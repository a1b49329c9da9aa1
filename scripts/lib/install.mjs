import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { runLogged } from './commands.mjs';
import { yarnSettingsFromNpm } from './npm.mjs';
import { local, root } from './paths.mjs';
import { step } from './progress.mjs';
import { toolEnvironment, yarnRelease } from './tools.mjs';

const stampFile = path.join(local, 'installed');

/** Installs the dependencies with the checked-in Yarn, unless what is installed is what the manifests ask for. */
export async function install(node) {
  mkdirSync(local, { recursive: true });
  const stamp = manifestsHash();
  if (existsSync(path.join(root, 'node_modules')) && readStamp() === stamp) {
    return;
  }
  const settings = yarnSettingsFromNpm();
  await step('Installing the dependencies, about a minute the first time', () =>
    runLogged('install', node, [yarnRelease, 'install', '--immutable'], {
      env: { ...toolEnvironment(node), ...settings },
      explain: output =>
        output.includes('The lockfile would have been modified')
          ? 'The dependencies were not installed, because yarn.lock does not fit the package.json files: run "yarn install" and commit yarn.lock.'
          : `The dependencies could not be installed: check that ${
              settings.YARN_NPM_REGISTRY_SERVER ?? 'the npm registry'
            } can be reached.`,
    }),
  );
  writeFileSync(stampFile, stamp);
}

function readStamp() {
  return existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : undefined;
}

function manifestsHash() {
  const hash = createHash('sha256');
  const manifests = ['packages', 'plugins'].flatMap(folder =>
    readdirSync(path.join(root, folder)).map(name =>
      path.join(folder, name, 'package.json'),
    ),
  );
  for (const file of ['package.json', 'yarn.lock', ...manifests.sort()]) {
    if (existsSync(path.join(root, file))) {
      hash.update(file).update(readFileSync(path.join(root, file)));
    }
  }
  return hash.digest('hex');
}
