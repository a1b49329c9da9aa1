import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Failure, run } from './lib/failure.mjs';
import { install } from './lib/install.mjs';
import { supportedNode } from './lib/node.mjs';
import { root } from './lib/paths.mjs';
import { toolEnvironment, yarnRelease } from './lib/tools.mjs';

// node scripts/exec.mjs <script> [...]: runs one of package.json's scripts with the supported Node and the checked-in Yarn, on a machine that has
// neither.
run(async () => {
  const args = process.argv.slice(2);
  if (args.length === 0) {
    throw new Failure(
      'Usage: node scripts/exec.mjs <yarn command> [arguments]',
    );
  }
  const node = await supportedNode();
  await install(node);
  const child = spawn(node, [yarnRelease, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: toolEnvironment(node),
  });
  const [code] = await once(child, 'exit');
  return code ?? 1;
});
