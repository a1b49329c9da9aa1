import { Alert, Container } from '@backstage/ui';
import { formatTimeOfDay } from '../format';
import { useStaleSince } from '../query';
import { useText } from '../translation';

/** Says that the data on the page can't be read again, and how old it is; not rendered otherwise. */
export function StaleNotice() {
  const t = useText();
  const since = useStaleSince();
  return (
    <div role="status">
      {since !== undefined && (
        <Container pt="3" mb="3">
          <Alert
            role="note"
            status="warning"
            icon
            title={t('errors.stale', { time: formatTimeOfDay(since) })}
          />
        </Container>
      )}
    </div>
  );
}
