import type { EnginePause } from 'backstage-plugin-eks-environments-common';

/** What a pause holds back: `Creations`, `Deletions in sandbox`. */
export function formatPause({
  kind,
  account,
}: Pick<EnginePause, 'kind' | 'account'>): string {
  const what = kind === 'Create' ? 'Creations' : 'Deletions';
  return account === undefined ? what : `${what} in ${account}`;
}
