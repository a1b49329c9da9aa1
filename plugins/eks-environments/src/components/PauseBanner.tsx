import { Alert, Container, Flex } from '@backstage/ui';
import { formatPause } from '../formatPause';
import { usePauses } from '../query';
import { RelativeTime } from './RelativeTime';

/** What of the engine's work people hold back, and why; nothing while all goes on. */
export function PauseBanner() {
  const pauses = usePauses().data?.items ?? [];
  return pauses.length > 0 ? (
    <Container pt="3" mb="3">
      <Flex direction="column" gap="2">
        {pauses.map(pause => (
          <Alert
            key={pause.id}
            role="note"
            status="warning"
            icon
            title={`${formatPause(pause)} are paused: ${pause.reason}`}
            description={
              <>
                Since <RelativeTime value={pause.pausedAt} />. What waits begins
                when the pause is lifted; what runs goes on.
              </>
            }
          />
        ))}
      </Flex>
    </Container>
  ) : undefined;
}
