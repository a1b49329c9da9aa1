import { Alert, Text } from '@backstage/ui';
import type { Operation } from 'backstage-plugin-eks-environments-common';
import { RelativeTime } from '../components';
import { asSentence } from '../format';
import { formatQueue } from '../formatQueue';
import { failureMessage, useText } from '../translation';

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

function NextAttempt({ operation }: { operation: Operation }) {
  const t = useText();
  const { state, failure, nextAttemptAt } = operation;
  return state === 'Pending' && failure && nextAttemptAt ? (
    <Alert
      status="warning"
      icon
      title={failureMessage(failure, t)}
      description={
        <>
          {t('environment.nextAttempt', {
            time: <RelativeTime value={nextAttemptAt} />,
          })}
        </>
      }
    />
  ) : undefined;
}
