import styles from './Meter.module.css';

/**
 * What is used and reserved of a limit, as a bar and for screen readers.
 *
 * @remarks
 *
 * Reserved is drawn after used, hatched. Past the limit the bar is full and takes the colour of danger. Without a limit the bar
 * stays empty: there is nothing to measure against.
 */
export function Meter(props: {
  /** Names the meter; not shown. */
  label: string;
  used: number;
  reserved?: number;
  limit?: number;
  /** What screen readers say, such as `3 of 5 environments, 1 of them reserved`. */
  valueText: string;
}) {
  const { label, used, reserved = 0, limit, valueText } = props;
  const share = (amount: number) =>
    limit ? Math.min(100, (amount / limit) * 100) : 0;
  const total = used + reserved;

  return (
    <div
      className={styles.meter}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={limit ?? total}
      aria-valuenow={Math.min(total, limit ?? total)}
      aria-valuetext={valueText}
      data-level={level(total, limit)}
    >
      <div className={styles.used} style={{ width: `${share(used)}%` }} />
      <div
        className={styles.reserved}
        style={{ width: `${share(total) - share(used)}%` }}
      />
    </div>
  );
}

const NEARLY_FULL = 0.8; // share of the limit

function level(total: number, limit?: number): 'low' | 'high' | 'over' {
  if (limit === undefined || total < limit * NEARLY_FULL) {
    return 'low';
  }
  return total > limit ? 'over' : 'high';
}
