import styles from './Meter.module.css';

/**
 * The used and reserved part of a limit, as a bar and for screen readers.
 *
 * @remarks
 *
 * The reserved part follows the used part, hatched. Above the limit the bar is full and has the danger colour. Without a limit the bar
 * stays empty.
 */
export function Meter(props: {
  /** Accessible name of the meter; not shown. */
  label: string;
  used: number;
  reserved?: number;
  limit?: number;
  /** The text for screen readers, such as `3 of 5 environments, 1 of them reserved`. */
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
      // Percent: amounts have no upper bound.
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share(total))}
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
