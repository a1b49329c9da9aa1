import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import type {
  Environment,
  EnvironmentEvent,
} from 'backstage-plugin-eks-environments-common';
import {
  RelativeTime,
  RequestError,
  Section,
  SkeletonRows,
} from '../components';
import { useEnvironmentEvents } from '../query';
import styles from './EventsCard.module.css';
import { translateEvent } from '../format';
import { useText } from '../translation';

/** The timeline, newest first: who, what, when and why. */
export function EventsCard(props: { environment: Environment }) {
  const t = useText();
  const { data, error, refetch } = useEnvironmentEvents(props.environment.id);
  return (
    <Section title={t('environment.timeline')}>
      {data?.items.length === 0 && (
        <Text color="secondary">{t('environment.timelineEmpty')}</Text>
      )}
      {data && data.items.length > 0 && (
        <ol className={styles.events}>
          {data.items.map(event => (
            <Event key={event.id} event={event} />
          ))}
        </ol>
      )}
      {!data && !error && <SkeletonRows rows={3} />}
      {error && !data && (
        <RequestError
          what={t('environment.theTimeline')}
          error={error}
          onRetry={refetch}
        />
      )}
    </Section>
  );
}

function Event({ event }: { event: EnvironmentEvent }) {
  const t = useText();
  return (
    <li className={styles.event}>
      <span className={styles.time}>
        <RelativeTime value={event.at} />
      </span>
      <span className={styles.what}>
        {translateEvent(event, t)}
        <Text as="p" variant="body-small" color="secondary">
          {event.actor ? (
            <EntityRefLink
              entityRef={event.actor}
              defaultKind="user"
              hideIcon
            />
          ) : (
            t('environment.bySystem')
          )}
        </Text>
      </span>
    </li>
  );
}
