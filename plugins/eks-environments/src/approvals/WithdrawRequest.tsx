import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  DialogTrigger,
  Flex,
  Text,
} from '@backstage/ui';
import type {
  AvailableAction,
  EnvironmentRequest,
} from 'backstage-plugin-eks-environments-common';
import { useState } from 'react';
import { ErrorPanel } from '../components';
import { useCancelRequest } from './requestActions';

/** Takes a request back that nobody has decided yet. */
export function WithdrawRequest(props: {
  request: EnvironmentRequest;
  action: AvailableAction;
}) {
  const { request, action } = props;
  const [isOpen, setOpen] = useState(false);
  const { mutate, isPending, error } = useCancelRequest(request.id);
  return (
    <Flex align="center" gap="3">
      <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
        <Button variant="secondary" isDisabled={!action.possible}>
          Withdraw
        </Button>
        <Dialog>
          <DialogHeader>Withdraw the request for {request.name}?</DialogHeader>
          <DialogBody>
            <Text as="p">
              Nobody needs to decide on it any more, and what it held of the
              quota is free at once. Nothing was built yet.
            </Text>
            {error && (
              <ErrorPanel
                title="The request was not withdrawn."
                remedy={error.message}
              />
            )}
          </DialogBody>
          <DialogFooter>
            <Button
              variant="primary"
              destructive
              isPending={isPending}
              onPress={() =>
                mutate(undefined, { onSuccess: () => setOpen(false) })
              }
            >
              Withdraw
            </Button>
            <Button variant="secondary" slot="close">
              Keep
            </Button>
          </DialogFooter>
        </Dialog>
      </DialogTrigger>
      {!action.possible && action.reason && (
        <Text color="secondary">{action.reason}</Text>
      )}
    </Flex>
  );
}
