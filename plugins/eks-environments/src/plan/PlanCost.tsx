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
import { useText } from '../translation';
import { PlanSection } from './PlanSection';

/** Cost per hour and for the lease at the initial and at the largest size, what it does not include, and its items. */
export function PlanCost(props: { cost: CostEstimate }) {
  const t = useText();
  const { cost } = props;
  const isLowerBound = cost.unpriced.length > 0;
  return (
    <PlanSection title={t('plan.cost')}>
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
          {t('plan.largest', {
            hourly: formatMoney(cost.hourly.max, t, {
              period: 'hour',
              isLowerBound,
            }),
            lease: formatMoney(cost.lease.max, t, {
              period: 'lease',
              isLowerBound,
            }),
          })}
        </Text>
      )}
      <NotIncluded parts={cost.unpriced} />
      <Accordion>
        <AccordionTrigger>
          <Text>{t('plan.costItems')}</Text>
        </AccordionTrigger>
        <AccordionPanel>
          <PlainTable
            label={t('plan.costItems')}
            columns={[
              { title: t('plan.part'), isRowHeader: true },
              t('plan.details'),
              { title: t('plan.perHour'), isNumber: true },
              { title: t('plan.atLargest'), isNumber: true },
            ]}
            rows={cost.items.map(({ name, detail, hourly }) => ({
              key: `${name} ${detail}`,
              cells: [
                costItemLabel(name, t),
                detail,
                <MoneyText key="hourly" value={hourly.desired} period="hour" />,
                <MoneyText key="largest" value={hourly.max} period="hour" />,
              ],
            }))}
          />
          <Text as="p" variant="body-small" color="secondary">
            {t(cost.exact ? 'plan.prices' : 'plan.pricesOfOtherRegion', {
              date: cost.priceDate,
              source: cost.priceSource,
            })}
          </Text>
        </AccordionPanel>
      </Accordion>
    </PlanSection>
  );
}
