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
import { MoneyText, PlainTable } from '../components';
import { costItemLabel } from '../costItems';
import { formatMoney, type MoneyPeriod } from '../format';
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
          <PlainTable
            label="What the cost is made of"
            columns={[
              { title: 'Part', isRowHeader: true },
              'Details',
              { title: 'Per hour', isNumber: true },
            ]}
            rows={cost.items.map(({ name, detail, hourly }) => ({
              key: `${name} ${detail}`,
              cells: [
                costItemLabel(name),
                detail,
                <MoneyText key="hourly" value={hourly.desired} period="hour" />,
              ],
            }))}
          />
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
