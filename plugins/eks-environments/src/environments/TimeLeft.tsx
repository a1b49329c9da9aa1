import { Text } from '@backstage/ui';
import {
  type Environment,
  hasCreationFailed,
  hasDeletionFailed,
  isChanging,
} from 'backstage-plugin-eks-environments-common';
import { EndReason, LeaseBar, RelativeTime } from '../components';
import { useText } from '../translation';
import { OperationSummary } from './OperationSummary';

/** The remaining lease if there is one; otherwise the current operation, or when the environment is deleted. */
export function TimeLeft({ environment }: { environment: Environment }) {
  const t = useText();
  const { state, operation, lease } = environment;
  if (isChanging(state) && operation) {
    return <OperationSummary operation={operation} />;
  }
  if (hasCreationFailed(state) && lease.deadline) {
    return (
      <Text>
        {t('list.deleted', { time: <RelativeTime value={lease.deadline} /> })}
      </Text>
    );
  }
  if (hasDeletionFailed(state)) {
    return <Text color="secondary">{t('list.deletionRetried')}</Text>;
  }
  return <LeaseBar environment={environment} />;
}

/** When and why an environment ended. */
export function Ending({ environment }: { environment: Environment }) {
  const { endedAt } = environment;
  return (
    <Text>
      {endedAt && <RelativeTime value={endedAt} />}
      {' · '}
      <EndReason environment={environment} />
    </Text>
  );
}
