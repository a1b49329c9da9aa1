import { Text } from '@backstage/ui';
import type { UnpricedPart } from 'backstage-plugin-eks-environments-common';
import { unpricedText } from '../format';
import styles from './NotIncluded.module.css';
import { useText } from '../translation';

/** What a cost does not include, and why. Not rendered if it includes everything. */
export function NotIncluded(props: { parts: UnpricedPart[] }) {
  const t = useText();
  const { parts } = props;
  return parts.length === 0 ? undefined : (
    <div>
      <Text as="p" weight="bold">
        {t('common.notIncluded')}
      </Text>
      <ul className={styles.list} aria-label={t('common.notIncludedInCost')}>
        {parts.map(part => (
          <li key={`${part.code} ${part.subject}`}>{unpricedText(part, t)}</li>
        ))}
      </ul>
    </div>
  );
}
