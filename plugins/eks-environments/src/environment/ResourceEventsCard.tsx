import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Text,
} from '@backstage/ui';
import {
  type Environment,
  isChanging,
  isGone,
} from 'backstage-plugin-eks-environments-common';
import { useState } from 'react';
import {
  PlainTable,
  RelativeTime,
  RequestError,
  SkeletonRows,
} from '../components';
import { useResourceEvents } from '../query';
import { useText } from '../translation';
import { isFailure, resourceEventGroups } from './resourceEventGroups';
import styles from './ResourceEventsCard.module.css';

/** The events of the environment's resources, read when the user expands the card. */
export function ResourceEventsCard(props: { environment: Environment }) {
  const t = useText();
  const { environment } = props;
  const [isExpanded, setExpanded] = useState(false);
  if (isGone(environment.state)) {
    return undefined;
  }
  return (
    <Accordion isExpanded={isExpanded} onExpandedChange={setExpanded}>
      <AccordionTrigger title={t('environment.resourceEvents')} />
      <AccordionPanel>
        {isExpanded && (
          <ResourceEvents
            environmentId={environment.id}
            live={isChanging(environment.state)}
          />
        )}
      </AccordionPanel>
    </Accordion>
  );
}

function ResourceEvents(props: { environmentId: string; live: boolean }) {
  const t = useText();
  const { environmentId, live } = props;
  const { data, error, refetch } = useResourceEvents(environmentId, { live });
  if (error && !data) {
    return (
      <RequestError
        what={t('environment.theResourceEvents')}
        error={error}
        onRetry={refetch}
      />
    );
  }
  if (!data) {
    return <SkeletonRows rows={3} />;
  }
  if (data.items.length === 0) {
    return <Text color="secondary">{t('environment.noResourceEvents')}</Text>;
  }
  return (
    <div
      className={styles.scroller}
      role="region"
      aria-label={t('environment.resourceEvents')}
      // The keyboard can scroll only what it can focus.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      {resourceEventGroups(data.items).map(({ part, events }) => (
        <PlainTable
          key={part}
          label={part}
          isLabelShown
          columns={[
            t('environment.when'),
            t('environment.resource'),
            t('environment.status'),
            t('environment.reason'),
          ]}
          rows={events.map((event, index) => ({
            key: `${event.time} ${event.resource} ${event.status} ${index}`,
            cells: [
              <RelativeTime key="when" value={event.time} format="clock" />,
              `${event.resource} (${event.resourceType})`,
              <span
                key="status"
                className={isFailure(event) ? styles.failed : undefined}
              >
                {event.status}
              </span>,
              event.reason,
            ],
          }))}
        />
      ))}
    </div>
  );
}
