import type { ReactNode } from 'react';
import styles from './Facts.module.css';

/** A list of names and values. Entries without a value are omitted. */
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
