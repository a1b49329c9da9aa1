import type { Money } from 'backstage-plugin-eks-environments-common';
import { formatMoney, type MoneyPeriod } from '../format';
import styles from './MoneyText.module.css';
import { useText } from '../translation';

/** An amount with its unit and period, in tabular figures. */
export function MoneyText(props: {
  value: Money;
  period?: MoneyPeriod;
  /** Whether the actual amount may be higher by an unknown part. */
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
