import { Flex, Text } from '@backstage/ui';
import type { EnvironmentHealth } from 'backstage-plugin-eks-environments-common';
import { healthPresentations } from '../states';
import { useText } from '../translation';
import { RelativeTime } from './RelativeTime';
import { StateBadge } from './StateBadge';

/** Whether a cluster does not respond, and since when; nothing for a healthy one. */
export function HealthBadge(props: { health: EnvironmentHealth | undefined }) {
  const t = useText();
  const { health } = props;
  return health && health.state !== 'healthy' ? (
    <Flex gap="2" align="center">
      <StateBadge state={healthPresentations[health.state]} />
      <Text variant="body-small" color="secondary">
        {t('common.since', { time: <RelativeTime value={health.since} /> })}
      </Text>
    </Flex>
  ) : undefined;
}
