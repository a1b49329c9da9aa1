import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Everything that the commands keep: never committed, safe to delete. */
export const local = path.join(root, '.local');

export const logs = path.join(local, 'logs');

export const backstageCli = path.join(
  root,
  'node_modules/@backstage/cli/bin/backstage-cli',
);
