import { Text } from '@backstage/ui';
import type { Operation } from 'backstage-plugin-eks-environments-common';
import { RelativeTime } from '../components';
import { asSentence } from '../format';
import { formatQueue } from '../formatQueue';
import { useText } from '../translation';
import { formatAttempt } from './formatAttempt';

/** What a pending operation waits for, its place in the queue, and its estimated start and end. */
export function QueueNotice({ operation }: { operation: Operation }) {
  const t = useText();
  const { lane, queue } = operation;
  if (!queue) {
    return <NextAttempt operation={operation} />;
  }
  switch (queue.waitsFor) {
    case 'backoff':
      return <NextAttempt operation={operation} />;
    case 'breaker':
      // The reason is at the top of the page.
      return <Text>{formatQueue(lane, queue, t)}.</Text>;
    default:
      return (
        <Text>
          {formatQueue(lane, queue, t)}. {asSentence(queue.reason)}
        </Text>
      );
  }
}

/** The failure itself is at the top of the page. */
function NextAttempt({ operation }: { operation: Operation }) {
  const t = useText();
  const { state, nextAttemptAt } = operation;
  return state === 'Pending' && nextAttemptAt ? (
    <Text>
      {t('environment.nextAttempt', {
        attempt: formatAttempt(operation, t),
        time: <RelativeTime value={nextAttemptAt} />,
      })}
    </Text>
  ) : undefined;
}
