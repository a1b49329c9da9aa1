import {
  formatClock,
  formatExact,
  formatLocal,
  formatRelative,
  useNow,
} from '../format';
import styles from './RelativeTime.module.css';
import { useText } from '../translation';

const formats = { local: formatLocal, clock: formatClock };

/**
 * A relative time; the exact local time and UTC on hover.
 *
 * @remarks
 *
 * It is no tab stop: a page has dozens of times, and none of them does anything.
 */
export function RelativeTime(props: {
  /** ISO 8601. */
  value: string;
  /** `local` shows the date and time of day instead, `clock` the time to the second. */
  format?: 'relative' | 'local' | 'clock';
}) {
  const t = useText();
  const { value, format = 'relative' } = props;
  const now = useNow();
  return (
    <time className={styles.time} dateTime={value} title={formatExact(value)}>
      {format === 'relative'
        ? formatRelative(value, now, t)
        : formats[format](value)}
    </time>
  );
}
