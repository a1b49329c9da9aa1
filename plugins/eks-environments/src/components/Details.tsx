import { CopyableCode } from './CopyableCode';
import styles from './Details.module.css';

/** Raw text that most people need not read. */
export function Details(props: { text: string }) {
  return (
    <details className={styles.details}>
      <summary className={styles.summary}>Details</summary>
      <CopyableCode text={props.text} what="details" />
    </details>
  );
}
