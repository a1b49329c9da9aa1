import type { Environment } from 'backstage-plugin-eks-environments-common';
import { useEffect, useState } from 'react';
import { formatSeconds, useNow } from '../format';
import { leaseLeft } from '../lease';
import styles from './LeaseBar.module.css';
import { useText } from '../translation';

/** Below this number of seconds, the remaining time counts down every second. */
const COUNTED_DOWN = 3_600;

/** The remaining lease, as a bar and as text: `2 d 4 h left of 5 d`. */
export function LeaseBar(props: { environment: Pick<Environment, 'lease'> }) {
  const t = useText();
  const [everySeconds, setEverySeconds] = useState(1);
  const left = leaseLeft(props.environment, useNow(everySeconds));
  const wanted = left && left.seconds < COUNTED_DOWN ? 1 : 30;
  useEffect(() => setEverySeconds(wanted), [wanted]);

  if (!left) {
    return undefined;
  }

  return (
    <div className={styles.lease} data-urgency={left.urgency}>
      <div className={styles.track} aria-hidden="true">
        <div
          className={styles.left}
          style={{ width: `${(left.seconds / left.ofSeconds) * 100}%` }}
        />
      </div>
      <span className={styles.words}>
        {t(left.phase === 'grace' ? 'common.graceLeft' : 'common.leaseLeft', {
          left: formatSeconds(left.seconds, t),
        })}
        {left.phase === 'lease' && (
          <span className={styles.of}>
            {' '}
            {t('common.leaseOf', { total: formatSeconds(left.ofSeconds, t) })}
          </span>
        )}
      </span>
    </div>
  );
}
