import { Text } from '@backstage/ui';
import type { Operation } from 'backstage-plugin-eks-environments-common';
import { formatSeconds, secondsBetween, useNow } from '../format';
import { formatPlace } from '../formatQueue';
import { type Translate, useText } from '../translation';

/** The current phase and the estimated remaining time: `Nodes · about 4 min`. */
export function OperationSummary(props: { operation: Operation }) {
  const t = useText();
  const { operation } = props;
  const now = useNow();
  const running = operation.phases.find(({ state }) => state === 'running');
  const what = running ? running.title : formatWait(operation, t);
  const left =
    operation.startedAt && operation.usualSeconds
      ? operation.usualSeconds - secondsBetween(operation.startedAt, now)
      : undefined;

  return (
    <Text color="secondary">
      {left !== undefined && left > 0
        ? t('list.about', { what, time: roughly(left, t) })
        : what}
    </Text>
  );
}

function formatWait({ queue }: Operation, t: Translate): string {
  if (!queue) {
    return t('list.waitingForTurn');
  }
  switch (queue.waitsFor) {
    case 'pause':
      return t('list.paused');
    case 'breaker':
      return t('list.waitingForAws');
    default:
      return formatPlace(queue, t);
  }
}

// An estimate in seconds would be too precise.
function roughly(seconds: number, t: Translate): string {
  return seconds < 60
    ? t('list.aMinute')
    : formatSeconds(Math.ceil(seconds / 60) * 60, t);
}
