import { Text } from '@backstage/ui';
import type { UnpricedPart } from 'backstage-plugin-eks-environments-common';
import { unpricedText } from '../format';
import styles from './NotIncluded.module.css';

/** What a cost does not include, and why. Nothing where it includes everything. */
export function NotIncluded(props: { parts: UnpricedPart[] }) {
  const { parts } = props;
  return parts.length === 0 ? undefined : (
    <div>
      <Text as="p" weight="bold">
        Not included
      </Text>
      <ul className={styles.list} aria-label="Not included in the cost">
        {parts.map(part => (
          <li key={`${part.code} ${part.subject}`}>{unpricedText(part)}</li>
        ))}
      </ul>
    </div>
  );
}
