import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { local, root } from './paths.mjs';

export const yarnRelease = path.join(root, '.yarn/releases/yarn-4.13.0.cjs');

/**
 * The environment for Backstage's tools: they call `node` and `yarn` by name, and must get the supported Node and the Yarn that is checked in,
 * whatever this machine has.
 */
export function toolEnvironment(node) {
  const bin = path.join(local, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(
    path.join(bin, 'yarn'),
    `#!/bin/sh\nexec "${node}" "${yarnRelease}" "$@"\n`,
    { mode: 0o755 },
  );
  writeFileSync(
    path.join(bin, 'yarn.cmd'),
    `@"${node}" "${yarnRelease}" %*\r\n`,
  );
  return {
    ...process.env,
    PATH: [path.dirname(node), bin, process.env.PATH].join(path.delimiter),
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
    YARN_ENABLE_TELEMETRY: '0',
  };
}
