import { Text } from '@backstage/ui';
import type { Operation } from 'backstage-plugin-eks-environments-common';
import { useNow } from '../format';
import { formatPlace } from '../formatQueue';
import { roughly, secondsLeft } from '../operationLeft';
import { type Translate, useText } from '../translation';

/** The current phase and the estimated remaining time: `Nodes · about 4 min`. */
export function OperationSummary(props: { operation: Operation }) {
  const t = useText();
  const { operation } = props;
  const now = useNow();
  const running = operation.phases.find(({ state }) => state === 'running');
  const what = running ? running.title : formatWait(operation, t);
  const left = secondsLeft(operation, now);

  return (
    <Text color="secondary">
      {left !== undefined
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
