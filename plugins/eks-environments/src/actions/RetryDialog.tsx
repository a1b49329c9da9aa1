import { Text } from '@backstage/ui';
import {
  type Environment,
  hasCreationFailed,
} from 'backstage-plugin-eks-environments-common';
import { WriteDialog } from '../components';
import { useRetryEnvironment } from '../query';
import { type Translate, useText } from '../translation';

/** Confirms a retry of a failed operation. */
export function RetryDialog(props: {
  environment: Environment;
  onClose(): void;
}) {
  const t = useText();
  const { environment, onClose } = props;
  const { clusterName, retries, state } = environment;
  const retry = useRetryEnvironment(environment.id);
  const builds = hasCreationFailed(state);

  return (
    <WriteDialog
      title={t(
        builds ? 'actions.retryBuildTitle' : 'actions.retryDeletionTitle',
      )}
      verb={t('actions.retry')}
      what={t('actions.toRetry')}
      width={480}
      state={retry}
      onSubmit={() => retry.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Text as="p">
        {t(builds ? 'actions.retryBuild' : 'actions.retryDeletion', {
          cluster: clusterName,
        })}
      </Text>
      {builds && retries && (
        <Text as="p" color="secondary">
          {triesLeft(retries, t)}
        </Text>
      )}
    </WriteDialog>
  );
}

function triesLeft(
  { used, limit }: { used: number; limit: number },
  t: Translate,
): string {
  const left = limit - used - 1;
  return left > 0
    ? t('actions.triesLeft', { count: left })
    : t('actions.lastTry');
}
