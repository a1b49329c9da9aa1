import type { Money } from 'backstage-plugin-eks-environments-common';
import { formatMoney, type MoneyPeriod } from '../format';
import styles from './MoneyText.module.css';
import { useText } from '../translation';

/** An amount with its unit and period, in figures that line up. */
export function MoneyText(props: {
  value: Money;
  period?: MoneyPeriod;
  /** Whether there is more to it that nobody can tell. */
  isLowerBound?: boolean;
}) {
  const t = useText();
  const { value, period, isLowerBound } = props;
  return (
    <span className={styles.money}>
      {formatMoney(value, t, { period, isLowerBound })}
    </span>
  );
}
