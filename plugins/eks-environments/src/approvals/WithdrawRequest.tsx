import { Button, Flex, Text } from '@backstage/ui';
import type {
  AvailableAction,
  EnvironmentRequest,
} from 'backstage-plugin-eks-environments-common';
import { useState } from 'react';
import { WriteDialog } from '../components';
import { useCancelRequest } from './requestActions';

/** Takes a request back that nobody has decided yet. */
export function WithdrawRequest(props: {
  request: EnvironmentRequest;
  action: AvailableAction;
}) {
  const { request, action } = props;
  const [isOpen, setOpen] = useState(false);
  return (
    <Flex align="center" gap="3">
      <Button
        variant="secondary"
        isDisabled={!action.possible}
        onPress={() => setOpen(true)}
      >
        Withdraw
      </Button>
      {!action.possible && action.reason && (
        <Text color="secondary">{action.reason}</Text>
      )}
      {isOpen && (
        <WithdrawDialog request={request} onClose={() => setOpen(false)} />
      )}
    </Flex>
  );
}

function WithdrawDialog(props: {
  request: EnvironmentRequest;
  onClose(): void;
}) {
  const { request, onClose } = props;
  const cancellation = useCancelRequest(request);
  return (
    <WriteDialog
      title={`Withdraw the request for ${request.name}`}
      verb="Withdraw"
      what="withdraw it"
      destructive
      state={cancellation}
      closeLabel="Keep it"
      onSubmit={() => cancellation.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Text as="p">
        Nobody needs to decide on it any more, and what it held of the quota is
        free at once. Nothing was built yet.
      </Text>
    </WriteDialog>
  );
}
