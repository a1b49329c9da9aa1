import { Flex, Text } from '@backstage/ui';
import {
  type Environment,
  hasCreationFailed,
  hasDeletionFailed,
  isGone,
  isOff,
} from 'backstage-plugin-eks-environments-common';
import {
  Facts,
  MoneyText,
  NotIncluded,
  PlainTable,
  Section,
} from '../components';
import { costItemLabel } from '../costItems';
import { useText } from '../translation';

/** The cost so far, the expected total, and its items. */
export function CostCard(props: { environment: Environment }) {
  const t = useText();
  const { cost, state, power } = props.environment;
  const { hourly, soFar, expected, unpriced, items = [] } = cost;
  const isLowerBound = unpriced.length > 0;
  const gone = isGone(state);
  return (
    <Section title={t('environment.cost')}>
      <Flex direction="column" gap="3">
        <Facts
          facts={
            gone
              ? [
                  {
                    label: t('environment.costTotal'),
                    value: (
                      <MoneyText value={soFar} isLowerBound={isLowerBound} />
                    ),
                  },
                ]
              : [
                  {
                    label: t('environment.costSoFar'),
                    value: (
                      <MoneyText value={soFar} isLowerBound={isLowerBound} />
                    ),
                  },
                  {
                    label: hasCreationFailed(state)
                      ? t('environment.costWhenDeleted')
                      : t('environment.costAtEnd'),
                    value: (
                      <MoneyText value={expected} isLowerBound={isLowerBound} />
                    ),
                  },
                  {
                    label: t(
                      isOff(power)
                        ? 'environment.costWhileOff'
                        : 'environment.costWhileRunning',
                    ),
                    value: (
                      <MoneyText
                        value={hourly}
                        period="hour"
                        isLowerBound={isLowerBound}
                      />
                    ),
                  },
                ]
          }
        />
        {hasDeletionFailed(state) && (
          <Text as="p">
            {isStillCounted(cost)
              ? t('environment.costContinues')
              : t('environment.costEnded')}
          </Text>
        )}
        <NotIncluded parts={unpriced} />
        {items.length > 0 && (
          <PlainTable
            label={t('environment.costByItem')}
            columns={[
              { title: t('environment.costItem'), isRowHeader: true },
              { title: t('environment.costPerHour'), isNumber: true },
            ]}
            rows={items.map(({ name, detail, hourly: band }) => ({
              key: `${name} ${detail}`,
              cells: [
                <>
                  {costItemLabel(name, t)}{' '}
                  <Text color="secondary" variant="body-small">
                    {detail}
                  </Text>
                </>,
                <MoneyText key="hourly" value={band.desired} period="hour" />,
              ],
            }))}
          />
        )}
        <Text as="p" variant="body-small" color="secondary">
          {t('environment.costEstimate')}
        </Text>
      </Flex>
    </Section>
  );
}

/** What a deletion left over, whose cost is unknown. */
const LEFTOVERS = new Set(['leftover', 'not-searched']);

/** Whether it is unknown what a failed deletion left, so that everything counts as before. */
function isStillCounted({ hourly, unpriced }: Environment['cost']): boolean {
  return (
    Number(hourly.amount) > 0 ||
    unpriced.some(({ code }) => !LEFTOVERS.has(code))
  );
}
