import { Flex, Text } from '@backstage/ui';
import {
  type EnvironmentCondition,
  isNormal,
} from 'backstage-plugin-eks-environments-common';
import { conditionPresentation } from '../states';
import { useText } from '../translation';
import { RelativeTime } from './RelativeTime';
import { StateBadge } from './StateBadge';

/** The conditions that need attention, and since when; nothing if all is normal. */
export function ConditionBadges(props: { conditions: EnvironmentCondition[] }) {
  const t = useText();
  return (
    <>
      {props.conditions
        .filter(condition => !isNormal(condition))
        .map(condition => (
          <Flex key={condition.type} gap="2" align="center">
            <StateBadge state={conditionPresentation(condition)} />
            <Text variant="body-small" color="secondary">
              {t('common.since', {
                time: <RelativeTime value={condition.since} />,
              })}
            </Text>
          </Flex>
        ))}
    </>
  );
}
