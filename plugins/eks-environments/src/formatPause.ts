import {
  type EnginePause,
  operationLaneLabels,
} from 'backstage-plugin-eks-environments-common';

/** What a pause holds back: `Creations`, `Deletions in sandbox`. */
export function formatPause({
  lane,
  account,
}: Pick<EnginePause, 'lane' | 'account'>): string {
  const what = operationLaneLabels[lane];
  return account === undefined ? what : `${what} in ${account}`;
}
