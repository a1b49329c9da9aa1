import type { Environment } from 'backstage-plugin-eks-environments-common';
import {
  useEnvironmentCards,
  type EnvironmentCardArea,
} from '../environmentView';
import styles from './EnvironmentContent.module.css';

/** The page below its header; the tab on the entity's page shows the same. */
export function EnvironmentContent(props: { environment: Environment }) {
  const { environment } = props;
  return (
    <div className={styles.content}>
      <Cards area="notice" environment={environment} />
      <div className={styles.summary}>
        <Cards area="summary" environment={environment} />
      </div>
      <div className={styles.columns}>
        <div className={styles.main}>
          <Cards area="main" environment={environment} />
        </div>
        <div className={styles.side}>
          <Cards area="side" environment={environment} />
        </div>
      </div>
    </div>
  );
}

function Cards(props: { area: EnvironmentCardArea; environment: Environment }) {
  const { area, environment } = props;
  return (
    <>
      {useEnvironmentCards()
        .filter(card => card.area(environment) === area)
        .map(({ id, component: Card }) => (
          <Card key={id} environment={environment} />
        ))}
    </>
  );
}
