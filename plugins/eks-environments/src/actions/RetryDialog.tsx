import { Text } from '@backstage/ui';
import type { Environment } from 'backstage-plugin-eks-environments-common';
import { WriteDialog } from '../components';
import { useRetryEnvironment } from '../query';

/** Confirms another try at what failed. */
export function RetryDialog(props: {
  environment: Environment;
  onClose(): void;
}) {
  const { environment, onClose } = props;
  const { clusterName, retries, state } = environment;
  const retry = useRetryEnvironment(environment.id);
  const builds = state === 'ProvisioningFailed';

  return (
    <WriteDialog
      title={builds ? 'Try to build again' : 'Try to delete again'}
      verb="Try again"
      what="try again"
      width={480}
      state={retry}
      onSubmit={() => retry.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Text as="p">
        {builds
          ? `What stands of ${clusterName} is kept where it can be, and building goes on from there.`
          : `What is left of ${clusterName} is deleted and the account is searched once more.`}
      </Text>
      {builds && retries && (
        <Text as="p" color="secondary">
          {triesLeft(retries)}
        </Text>
      )}
    </WriteDialog>
  );
}

function triesLeft({ used, limit }: { used: number; limit: number }): string {
  const left = limit - used - 1;
  return left > 0
    ? `If it fails again, it can be tried ${left} more ${
        left === 1 ? 'time' : 'times'
      }.`
    : 'This is the last try with these values; after it, ask with other values or delete it.';
}
