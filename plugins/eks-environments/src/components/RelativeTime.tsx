import { Focusable, Tooltip, TooltipTrigger } from '@backstage/ui';
import { formatExact, formatLocal, formatRelative, useNow } from '../format';
import styles from './RelativeTime.module.css';
import { useText } from '../translation';

/**
 * A relative time; the exact local time and UTC on hover and focus.
 *
 * @remarks
 *
 * It is a button so that the exact time is reachable by keyboard, too.
 */
export function RelativeTime(props: {
  /** ISO 8601. */
  value: string;
  /** `local` shows the date and time of day instead. */
  format?: 'relative' | 'local';
}) {
  const t = useText();
  const { value, format = 'relative' } = props;
  const now = useNow();
  return (
    <TooltipTrigger delay={300} shouldCloseOnPress={false}>
      <Focusable>
        <button type="button" className={styles.time}>
          <time dateTime={value}>
            {format === 'local'
              ? formatLocal(value)
              : formatRelative(value, now, t)}
          </time>
        </button>
      </Focusable>
      <Tooltip>{formatExact(value)}</Tooltip>
    </TooltipTrigger>
  );
}
