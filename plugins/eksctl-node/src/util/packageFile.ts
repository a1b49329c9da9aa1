import { dirname, join } from 'node:path';

/** The path of a file that this package ships with its code; works from source and from a build. */
export function packageFile(...segments: string[]): string {
  const manifest = require.resolve('backstage-plugin-eksctl-node/package.json');
  return join(dirname(manifest), ...segments);
}
