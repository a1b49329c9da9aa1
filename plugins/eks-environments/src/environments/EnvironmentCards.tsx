import type { Environment } from 'backstage-plugin-eks-environments-common';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { isGone } from 'backstage-plugin-eks-environments-common';
import { EnvironmentMenu } from '../actions';
import {
  ConditionBadges,
  EnvironmentLink,
  EnvironmentStateBadge,
  MoneyText,
} from '../components';
import { useText } from '../translation';
import styles from './EnvironmentCards.module.css';
import { Ending, TimeLeft } from './TimeLeft';

/** The rows of the table as cards, where there is no room for columns. */
export function EnvironmentCards(props: { environments: Environment[] }) {
  const t = useText();
  return (
    <ul className={styles.cards} aria-label={t('pages.list')}>
      {props.environments.map(environment => (
        <EnvironmentCard key={environment.id} environment={environment} />
      ))}
    </ul>
  );
}

function EnvironmentCard({ environment }: { environment: Environment }) {
  const { id, name, owner, cost, state, conditions } = environment;
  const isLowerBound = cost.unpriced.length > 0;
  const hasEnded = isGone(state);
  return (
    <li className={styles.card}>
      <div className={styles.row}>
        <EnvironmentLink id={id} name={name} />
        <EnvironmentMenu environment={environment} />
      </div>
      <div className={styles.row}>
        <EnvironmentStateBadge environment={environment} />
        <MoneyText
          value={hasEnded ? cost.soFar : cost.hourly}
          period={hasEnded ? undefined : 'hour'}
          isLowerBound={isLowerBound}
        />
      </div>
      <ConditionBadges conditions={conditions} />
      {hasEnded ? (
        <Ending environment={environment} />
      ) : (
        <TimeLeft environment={environment} />
      )}
      <EntityRefLink entityRef={owner} defaultKind="group" hideIcon />
    </li>
  );
}
