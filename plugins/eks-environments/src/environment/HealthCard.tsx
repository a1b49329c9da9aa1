import { Flex, Text } from '@backstage/ui';
import {
  type Environment,
  type EnvironmentCondition,
  isOn,
} from 'backstage-plugin-eks-environments-common';
import { Facts, RelativeTime, Section, StateBadge } from '../components';
import { formatCondition } from '../formatCondition';
import { conditionPresentation } from '../states';
import { useText } from '../translation';

/** The conditions of the environment, since when, and how many nodes are ready. */
export function HealthCard(props: { environment: Environment }) {
  const t = useText();
  const { conditions, nodes, power } = props.environment;
  return (
    <Section title={t('environment.health')}>
      <Flex direction="column" gap="3" align="start">
        {conditions.length === 0 && (
          <Text as="p">
            {t(
              isOn(power)
                ? 'environment.notChecked'
                : 'environment.notCheckedWhileOff',
            )}
          </Text>
        )}
        {conditions.map(condition => (
          <Condition key={condition.type} condition={condition} />
        ))}
        <Facts facts={[{ label: t('environment.readyNodes'), value: nodes }]} />
      </Flex>
    </Section>
  );
}

function Condition({ condition }: { condition: EnvironmentCondition }) {
  const t = useText();
  const { since, checkedAt } = condition;
  return (
    <Flex direction="column" gap="2" align="start">
      <StateBadge state={conditionPresentation(condition)} />
      <Text as="p">{formatCondition(condition, t)}</Text>
      <Facts
        facts={[
          {
            label: t('environment.conditionSince'),
            value: <RelativeTime value={since} />,
          },
          {
            label: t('environment.lastChecked'),
            value: checkedAt && <RelativeTime value={checkedAt} />,
          },
        ]}
      />
    </Flex>
  );
}
