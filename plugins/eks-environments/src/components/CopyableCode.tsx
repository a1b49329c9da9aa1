import { CopyButton } from './CopyButton';
import styles from './CopyableCode.module.css';

/** A command or document to copy. */
export function CopyableCode(props: {
  text: string;
  /** What it is, as in `command`. */
  what: string;
}) {
  const { text, what } = props;
  return (
    <div className={styles.root}>
      <pre className={styles.code} tabIndex={0} aria-label={what} role="region">
        {text}
      </pre>
      <div className={styles.copy}>
        <CopyButton text={text} what={what} iconOnly />
      </div>
    </div>
  );
}
