import { Alert, Container, Flex } from '@backstage/ui';
import type { EnginePause } from 'backstage-plugin-eks-environments-common';
import { usePauses } from '../fleet/fleetQueries';
import { RelativeTime } from './RelativeTime';

/** What of the engine's work people hold back, and why; nothing while all goes on. */
export function PauseBanner() {
  const pauses = usePauses().data?.items ?? [];
  return pauses.length > 0 ? (
    <Container pt="3">
      <Flex direction="column" gap="2">
        {pauses.map(pause => (
          <Alert
            key={pause.id}
            role="note"
            status="warning"
            icon
            title={`${whatInWords(pause)} are paused: ${pause.reason}`}
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

function whatInWords({ kind, account }: EnginePause): string {
  const what = kind === 'Create' ? 'Creations' : 'Deletions';
  return account === undefined ? what : `${what} in ${account}`;
}
