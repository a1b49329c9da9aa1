import type { EnginePause } from 'backstage-plugin-eks-environments-common';
import type { Translate } from './translation';

/** Formats the operations that a pause holds back: `Creations`, `Deletions in sandbox`. */
export function formatPause(
  { lane, account }: Pick<EnginePause, 'lane' | 'account'>,
  t: Translate,
): string {
  const operations = t(`operations.lane.${lane}`);
  return account === undefined
    ? operations
    : t('common.pauseIn', { operations, account });
}
