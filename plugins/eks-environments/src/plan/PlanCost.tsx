import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Text,
} from '@backstage/ui';
import type { CostEstimate } from 'backstage-plugin-eks-environments-common';
import { MoneyText, NotIncluded, PlainTable } from '../components';
import { costItemLabel } from '../costItems';
import { formatMoney } from '../format';
import { PlanSection } from './PlanSection';

/** Cost per hour and for the lease at the start and at the largest size, what it does not include, and what it is made of. */
export function PlanCost(props: { cost: CostEstimate }) {
  const { cost } = props;
  const isLowerBound = cost.unpriced.length > 0;
  return (
    <PlanSection title="Cost">
      <Text as="p" variant="body-large" weight="bold">
        <MoneyText
          value={cost.hourly.desired}
          period="hour"
          isLowerBound={isLowerBound}
        />
        {' · '}
        <MoneyText
          value={cost.lease.desired}
          period="lease"
          isLowerBound={isLowerBound}
        />
      </Text>
      {cost.hourly.desired.amount !== cost.hourly.max.amount && (
        <Text as="p" color="secondary">
          At the largest size{' '}
          {formatMoney(cost.hourly.max, { period: 'hour', isLowerBound })}, or{' '}
          {formatMoney(cost.lease.max, { period: 'lease', isLowerBound })}
        </Text>
      )}
      <NotIncluded parts={cost.unpriced} />
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
              { title: 'At the largest size', isNumber: true },
            ]}
            rows={cost.items.map(({ name, detail, hourly }) => ({
              key: `${name} ${detail}`,
              cells: [
                costItemLabel(name),
                detail,
                <MoneyText key="hourly" value={hourly.desired} period="hour" />,
                <MoneyText key="largest" value={hourly.max} period="hour" />,
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
