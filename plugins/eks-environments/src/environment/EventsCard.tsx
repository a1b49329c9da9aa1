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

/** The timeline, newest first: who, what, when and why. */
export function EventsCard(props: { environment: Environment }) {
  const { data, error, refetch } = useEnvironmentEvents(props.environment.id);
  return (
    <Section title="Timeline">
      {data?.items.length === 0 && (
        <Text color="secondary">
          What happens to this environment appears here, the newest first.
        </Text>
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
        <RequestError what="the timeline" error={error} onRetry={refetch} />
      )}
    </Section>
  );
}

function Event({ event }: { event: EnvironmentEvent }) {
  return (
    <li className={styles.event}>
      <span className={styles.time}>
        <RelativeTime value={event.at} />
      </span>
      <span className={styles.what}>
        {event.message}
        <Text as="p" variant="body-small" color="secondary">
          {event.actor ? (
            <EntityRefLink
              entityRef={event.actor}
              defaultKind="user"
              hideIcon
            />
          ) : (
            'by the system'
          )}
        </Text>
      </span>
    </li>
  );
}
