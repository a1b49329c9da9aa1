import type { Environment } from 'backstage-plugin-eks-environments-common';
import { formatSeconds, useNow } from '../format';
import { leaseLeft } from '../lease';
import styles from './LeaseBar.module.css';

/** How much of the lease is left, as a bar and in words: `2 d 4 h left of 5 d`. */
export function LeaseBar(props: {
  environment: Pick<Environment, 'lease' | 'state'>;
}) {
  const now = useNow();
  const left = leaseLeft(props.environment, now);
  if (!left) {
    return undefined;
  }

  const words =
    left.phase === 'grace'
      ? `${formatSeconds(left.seconds)} of grace left`
      : `${formatSeconds(left.seconds)} left`;
  return (
    <div className={styles.lease} data-urgency={left.urgency}>
      <div className={styles.track} aria-hidden="true">
        <div
          className={styles.left}
          style={{ width: `${(left.seconds / left.ofSeconds) * 100}%` }}
        />
      </div>
      <span className={styles.words}>
        {words}
        <span className={styles.of}> of {formatSeconds(left.ofSeconds)}</span>
      </span>
    </div>
  );
}
