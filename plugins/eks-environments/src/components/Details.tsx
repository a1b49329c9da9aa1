import { useText } from '../translation';
import { CopyableCode } from './CopyableCode';
import styles from './Details.module.css';

/** Raw text, collapsed by default. */
export function Details(props: { text: string }) {
  const t = useText();
  return (
    <details className={styles.details}>
      <summary className={styles.summary}>{t('common.details')}</summary>
      <CopyableCode
        text={props.text}
        what={t('common.details').toLowerCase()}
      />
    </details>
  );
}
