import { CopyButton } from './CopyButton';
import styles from './CopyableCode.module.css';

// It scrolls, so it must be reachable by keyboard.
const TAB_STOP = 0;

/** A command or document to copy. */
export function CopyableCode(props: {
  text: string;
  /** What it is, as in `command`. */
  what: string;
  /** Wraps long lines, so that a command is visible in full. */
  wraps?: boolean;
}) {
  const { text, what, wraps } = props;
  return (
    <div className={styles.root}>
      <pre
        className={styles.code}
        data-wraps={wraps || undefined}
        tabIndex={TAB_STOP}
        aria-label={what}
        role="region"
      >
        {text}
      </pre>
      <div className={styles.copy}>
        <CopyButton text={text} what={what} iconOnly />
      </div>
    </div>
  );
}
