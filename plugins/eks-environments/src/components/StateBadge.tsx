import type { StatePresentation } from '../states';
import styles from './StateBadge.module.css';
import { useText } from '../translation';

/**
 * A state as icon, text and colour; the same everywhere.
 *
 * @remarks
 *
 * Take `state` from the tables in `states.ts`: `<StateBadge state={presentationsOf(environment)[0]} />`.
 */
export function StateBadge(props: {
  state: StatePresentation;
  /** 0 to 100, while an operation is in progress. */
  percent?: number;
}) {
  const t = useText();
  const { icon: Icon, label, values, tone } = props.state;
  return (
    <span className={styles.badge} data-tone={tone}>
      <Icon aria-hidden="true" size={14} />
      <span className={styles.label}>{t(label, values)}</span>
      {props.percent !== undefined && (
        <span className={styles.percent}>{Math.round(props.percent)}%</span>
      )}
    </span>
  );
}
