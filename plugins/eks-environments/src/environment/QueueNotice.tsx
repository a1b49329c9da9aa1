import { Alert, Text } from '@backstage/ui';
import type { Operation } from 'backstage-plugin-eks-environments-common';
import { queueInWords } from './queueInWords';

/** What a waiting operation waits for, which place it has, and when it will begin and end. */
export function QueueNotice({ operation }: { operation: Operation }) {
  const { kind, queue } = operation;
  switch (queue?.waitsFor) {
    case 'pause':
    case 'breaker':
      return (
        <Alert
          status="warning"
          icon
          title={queue.reason}
          description={queueInWords(kind, queue)}
        />
      );
    case 'limit':
    case 'worker':
      return (
        <Text>
          {queueInWords(kind, queue)}. {queue.reason}.
        </Text>
      );
    default:
      // After a failed attempt its own notice says when the next one begins.
      return undefined;
  }
}
