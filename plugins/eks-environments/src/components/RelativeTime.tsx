import { Focusable, Tooltip, TooltipTrigger } from '@backstage/ui';
import { formatExact, formatLocal, formatRelative, useNow } from '../format';
import styles from './RelativeTime.module.css';

// The exact time has to be within the keyboard's reach too.
const TAB_STOP = 0;

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
        <time
          className={styles.time}
          dateTime={value}
          tabIndex={TAB_STOP}
          role="note"
        >
          {format === 'local' ? formatLocal(value) : formatRelative(value, now)}
        </time>
      </Focusable>
      <Tooltip>{formatExact(value)}</Tooltip>
    </TooltipTrigger>
  );
}
