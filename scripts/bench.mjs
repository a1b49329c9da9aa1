import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Failure, run } from './lib/failure.mjs';
import { install } from './lib/install.mjs';
import { supportedNode } from './lib/node.mjs';
import { root } from './lib/paths.mjs';
import { toolEnvironment } from './lib/tools.mjs';

const USAGE = `yarn bench [--postgres <connection string>] [--environments <number>]
  --postgres      a PostgreSQL in which a database may be made for it, instead of SQLite; EKSCTL names a real eksctl
  --environments  how many there are, and how many operations wait; 10000 if left out`;

// What some of our ways cost beside what people would do otherwise; takes about a minute.
run(async () => {
  const { postgres, environments, help } = readOptions();
  if (help) {
    console.log(USAGE);
    return 0;
  }
  const node = await supportedNode();
  await install(node);
  const child = spawn(
    node,
    [
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      path.join(root, 'plugins/eks-environments-backend/dev/bench/main.ts'),
    ],
    {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...toolEnvironment(node),
        ...(postgres && { BENCH_POSTGRES: postgres }),
        ...(environments && { BENCH_ENVIRONMENTS: environments }),
      },
    },
  );
  const [code] = await once(child, 'exit');
  return code ?? 1;
});

function readOptions() {
  try {
    return parseArgs({
      options: {
        postgres: { type: 'string' },
        environments: { type: 'string' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new Failure(`${error.message}\n${USAGE}`);
  }
}
