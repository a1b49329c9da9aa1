import type { ReactNode } from 'react';
import styles from './Facts.module.css';

/** Names and values, one below the other. What has no value is left out. */
export function Facts(props: {
  facts: Array<{ label: string; value: ReactNode | undefined }>;
}) {
  return (
    <dl className={styles.facts}>
      {props.facts
        .filter(({ value }) => value !== undefined)
        .map(({ label, value }) => (
          <div key={label} className={styles.fact}>
            <dt className={styles.label}>{label}</dt>
            <dd className={styles.value}>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
