import type { Money } from 'backstage-plugin-eks-environments-common';
import { formatMoney, type MoneyPeriod } from '../format';
import styles from './MoneyText.module.css';

/** An amount with its unit and period, in figures that line up. */
export function MoneyText(props: { value: Money; period?: MoneyPeriod }) {
  return (
    <span className={styles.money}>
      {formatMoney(props.value, props.period)}
    </span>
  );
}
