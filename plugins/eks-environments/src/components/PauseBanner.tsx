import { Alert, Container, Flex } from '@backstage/ui';
import { formatPause } from '../formatPause';
import { usePauses } from '../query';
import { useText } from '../translation';
import { RelativeTime } from './RelativeTime';

/** Current pauses and their reasons; not rendered if there are none. */
export function PauseBanner() {
  const t = useText();
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
            title={t('common.pausedTitle', {
              what: formatPause(pause, t),
              reason: pause.reason,
            })}
            description={
              <>
                {t('common.pausedDescription', {
                  time: <RelativeTime value={pause.pausedAt} />,
                })}
              </>
            }
          />
        ))}
      </Flex>
    </Container>
  ) : undefined;
}
