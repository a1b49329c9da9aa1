import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
} from '@backstage/ui';
import type { Environment } from 'backstage-plugin-eks-environments-common';
import { useRetryEnvironment } from '../query';
import { WriteError } from './WriteError';

/** Confirms another try at what failed. */
export function RetryDialog(props: {
  environment: Environment;
  onClose(): void;
}) {
  const { environment, onClose } = props;
  const retry = useRetryEnvironment(environment.id);
  const deletion = environment.state !== 'ProvisioningFailed';

  return (
    <Dialog isOpen isDismissable onOpenChange={onClose} width={480}>
      <DialogHeader>
        {deletion ? 'Try to delete again' : 'Try to build again'}
      </DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="3">
          <Text as="p">
            {deletion
              ? `What is left of ${environment.clusterName} is deleted and the account is searched once more.`
              : `What stands of ${environment.clusterName} is kept where it can be, and building goes on from there.`}
          </Text>
          {!deletion && environment.retries && (
            <Text as="p" color="secondary">
              {triesLeft(environment.retries)}
            </Text>
          )}
          <WriteError what="try again" error={retry.error} />
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button
          variant="primary"
          isPending={retry.isPending}
          onPress={() => retry.mutate(undefined, { onSuccess: onClose })}
        >
          Try again
        </Button>
        <Button variant="secondary" onPress={onClose}>
          Close
        </Button>
      </DialogFooter>
    </Dialog>
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
