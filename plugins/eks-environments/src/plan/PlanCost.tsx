import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Text,
} from '@backstage/ui';
import type {
  CostEstimate,
  Plan,
} from 'backstage-plugin-eks-environments-common';
import { MoneyText, NotIncluded, PlainTable } from '../components';
import { costItemLabel } from '../costItems';
import { formatMoney } from '../format';
import { useText } from '../translation';
import { costPeriod } from './costPeriod';
import { PlanSection } from './PlanSection';

/** Cost per hour and in total, for the lease or the change, at the initial and at the largest size, what it does not include, and its items. */
export function PlanCost(props: {
  cost: CostEstimate;
  plan: Pick<Plan, 'lease'>;
}) {
  const t = useText();
  const { cost, plan } = props;
  const period = costPeriod(plan);
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
          period={period}
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
              period,
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
          {cost.priceDate !== '' && (
            <Text as="p" variant="body-small" color="secondary">
              {t(cost.exact ? 'plan.prices' : 'plan.pricesOfOtherRegion', {
                date: cost.priceDate,
                source: cost.priceSource,
              })}
            </Text>
          )}
        </AccordionPanel>
      </Accordion>
    </PlanSection>
  );
}
