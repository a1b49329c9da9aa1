import { Focusable, Tooltip, TooltipTrigger } from '@backstage/ui';
import { formatExact, formatLocal, formatRelative, useNow } from '../format';
import styles from './RelativeTime.module.css';

/** A time as people say it; the exact local time and UTC on hover and focus. */
export function RelativeTime(props: {
  /** ISO 8601. */
  value: string;
  /** `local` shows the date and time of day instead. */
  format?: 'relative' | 'local';
}) {
  const { value, format = 'relative' } = props;
  const now = useNow();
  return (
    <TooltipTrigger delay={300}>
      <Focusable>
        <time className={styles.time} dateTime={value} tabIndex={0} role="note">
          {format === 'local' ? formatLocal(value) : formatRelative(value, now)}
        </time>
      </Focusable>
      <Tooltip>{formatExact(value)}</Tooltip>
    </TooltipTrigger>
  );
}
