import type { Environment } from 'backstage-plugin-eks-environments-common';
import { AccessCard } from './AccessCard';
import { BreakerNotice } from './BreakerNotice';
import { ConfigCard } from './ConfigCard';
import { CostCard } from './CostCard';
import styles from './EnvironmentContent.module.css';
import { EventsCard } from './EventsCard';
import { FailurePanel } from './FailurePanel';
import { LeaseCard } from './LeaseCard';
import { OperationSection } from './OperationSection';
import { StackEventsCard } from './StackEventsCard';
import { SweepCard } from './SweepCard';

/** All that is below the header; the tab on the entity's page shows the same. */
export function EnvironmentContent(props: { environment: Environment }) {
  const { environment } = props;
  return (
    <div className={styles.content}>
      {environment.breaker && <BreakerNotice breaker={environment.breaker} />}
      {environment.failure && (
        <FailurePanel environment={environment} failure={environment.failure} />
      )}
      <div className={styles.columns}>
        <div className={styles.main}>
          <OperationSection environment={environment} />
          {environment.sweep && <SweepCard sweep={environment.sweep} />}
          <StackEventsCard environment={environment} />
          <EventsCard environment={environment} />
        </div>
        <div className={styles.side}>
          <LeaseCard environment={environment} />
          <CostCard environment={environment} />
          <AccessCard environment={environment} />
          <ConfigCard environment={environment} />
        </div>
      </div>
    </div>
  );
}
