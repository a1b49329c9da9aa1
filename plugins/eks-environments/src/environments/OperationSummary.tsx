import { Text } from '@backstage/ui';
import type { Operation } from 'backstage-plugin-eks-environments-common';
import { formatSeconds, secondsBetween, useNow } from '../format';
import { formatPlace } from '../formatQueue';

/** What the engine is at and about how long it still takes: `Nodes · about 4 min`. */
export function OperationSummary(props: { operation: Operation }) {
  const { operation } = props;
  const now = useNow();
  const running = operation.phases.find(({ state }) => state === 'running');
  const what = running ? running.title : formatWait(operation);
  const left =
    operation.startedAt && operation.usualSeconds
      ? operation.usualSeconds - secondsBetween(operation.startedAt, now)
      : undefined;

  return (
    <Text color="secondary">
      {what}
      {left !== undefined && left > 0 && ` · about ${roughly(left)}`}
    </Text>
  );
}

function formatWait({ queue }: Operation): string {
  if (!queue) {
    return 'Waiting for its turn';
  }
  switch (queue.waitsFor) {
    case 'pause':
      return 'Paused';
    case 'breaker':
      return 'Waiting for AWS';
    default:
      return formatPlace(queue);
  }
}

// An estimate in seconds would be a false promise.
function roughly(seconds: number): string {
  return seconds < 60
    ? 'a minute'
    : formatSeconds(Math.ceil(seconds / 60) * 60);
}
