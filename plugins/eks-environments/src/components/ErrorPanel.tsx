import { Alert, Flex, Text } from '@backstage/ui';
import type { ReactNode } from 'react';
import { Details } from './Details';
import styles from './ErrorPanel.module.css';

/**
 * What happened, what it means and what to do; the raw text in "Details".
 *
 * @remarks
 *
 * Buttons are below the text: beside it they would leave too little room on a narrow page.
 */
export function ErrorPanel(props: {
  /** What happened, in one sentence. */
  title: string;
  /** What it means for the cluster or the page. */
  meaning?: ReactNode;
  /** What to do about it. */
  remedy?: ReactNode;
  /** The raw text. */
  details?: string;
  /** Buttons for the remedy. */
  actions?: ReactNode;
  status?: 'danger' | 'warning';
}) {
  const { title, meaning, remedy, details, actions } = props;
  return (
    <div role="alert">
      <Alert
        status={props.status ?? 'danger'}
        icon
        title={title}
        description={
          <Flex direction="column" gap="2">
            {meaning && <Text as="p">{meaning}</Text>}
            {remedy && <Text as="p">{remedy}</Text>}
            {details && <Details text={details} />}
            {actions && <div className={styles.actions}>{actions}</div>}
          </Flex>
        }
      />
    </div>
  );
}
