import { Flex, Text } from '@backstage/ui';
import {
  type Environment,
  isGone,
} from 'backstage-plugin-eks-environments-common';
import {
  Facts,
  MoneyText,
  NotIncluded,
  PlainTable,
  Section,
} from '../components';
import { costItemLabel } from '../costItems';

/** What it has cost, what it will have cost, and what for. */
export function CostCard(props: { environment: Environment }) {
  const { cost, state } = props.environment;
  const { hourly, soFar, expected, unpriced, items = [] } = cost;
  const isLowerBound = unpriced.length > 0;
  const gone = isGone(state);
  return (
    <Section title="Cost">
      <Flex direction="column" gap="3">
        <Facts
          facts={
            gone
              ? [
                  {
                    label: 'In total',
                    value: (
                      <MoneyText value={soFar} isLowerBound={isLowerBound} />
                    ),
                  },
                ]
              : [
                  {
                    label: 'So far',
                    value: (
                      <MoneyText value={soFar} isLowerBound={isLowerBound} />
                    ),
                  },
                  {
                    label:
                      state === 'ProvisioningFailed'
                        ? 'When it is deleted'
                        : 'At the end of the lease',
                    value: (
                      <MoneyText value={expected} isLowerBound={isLowerBound} />
                    ),
                  },
                  {
                    label: 'While it runs',
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
        <NotIncluded parts={unpriced} />
        {items.length > 0 && (
          <PlainTable
            label="Cost by item"
            columns={[
              { title: 'Item', isRowHeader: true },
              { title: 'Per hour', isNumber: true },
            ]}
            rows={items.map(({ name, detail, hourly: band }) => ({
              key: `${name} ${detail}`,
              cells: [
                <>
                  {costItemLabel(name)}{' '}
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
          An estimate by list prices and the nodes that it begins with, without
          discounts, traffic, load balancers and the volumes of what runs in the
          cluster.
        </Text>
      </Flex>
    </Section>
  );
}
