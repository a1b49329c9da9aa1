import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Text,
} from '@backstage/ui';
import type {
  CostEstimate,
  MoneyBand,
} from 'backstage-plugin-eks-environments-common';
import { MoneyText } from '../components';
import { costItemLabel } from '../costItems';
import { formatMoney, type MoneyPeriod } from '../format';
import styles from './PlanCard.module.css';
import { PlanSection } from './PlanSection';

/** Cost per hour and for the lease, with the band between the fewest and the most nodes, and what it is made of. */
export function PlanCost(props: { cost: CostEstimate }) {
  const { cost } = props;
  return (
    <PlanSection title="Cost">
      <Text as="p" variant="body-large" weight="bold">
        <MoneyText value={cost.hourly.desired} period="hour" />
        {' · '}
        <MoneyText value={cost.lease.desired} period="lease" />
      </Text>
      {hasBand(cost.hourly) && (
        <Text as="p" color="secondary">
          Between {bandText(cost.hourly, 'hour')}, or{' '}
          {bandText(cost.lease, 'lease')}, depending on the number of nodes
        </Text>
      )}
      <Accordion>
        <AccordionTrigger>
          <Text>What the cost is made of</Text>
        </AccordionTrigger>
        <AccordionPanel>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">Part</th>
                <th scope="col">Details</th>
                <th scope="col" className={styles.number}>
                  Per hour
                </th>
              </tr>
            </thead>
            <tbody>
              {cost.items.map(item => (
                <tr key={`${item.name} ${item.detail}`}>
                  <th scope="row">{costItemLabel(item.name)}</th>
                  <td>{item.detail}</td>
                  <td className={styles.number}>
                    <MoneyText value={item.hourly.desired} period="hour" />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <Text as="p" variant="body-small" color="secondary">
            Prices of {cost.priceDate} from {cost.priceSource}
            {cost.exact
              ? '.'
              : '; for this region they are missing, those of another one stand in.'}
          </Text>
        </AccordionPanel>
      </Accordion>
    </PlanSection>
  );
}

function hasBand(band: MoneyBand): boolean {
  return band.min.amount !== band.max.amount;
}

function bandText(band: MoneyBand, period: MoneyPeriod): string {
  return `${formatMoney(band.min)} and ${formatMoney(band.max, period)}`;
}
