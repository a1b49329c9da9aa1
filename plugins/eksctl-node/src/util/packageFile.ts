import { dirname, join } from 'node:path';

/** A file that this package ships beside its code; the same from source and from a build. */
export function packageFile(...segments: string[]): string {
  const manifest = require.resolve('backstage-plugin-eksctl-node/package.json');
  return join(dirname(manifest), ...segments);
}
