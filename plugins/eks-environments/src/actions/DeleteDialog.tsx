import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
  TextAreaField,
  TextField,
} from '@backstage/ui';
import type { Environment } from 'backstage-plugin-eks-environments-common';
import { useState } from 'react';
import { useDeleteEnvironment } from '../query';
import { WriteError } from './WriteError';

/**
 * Names what goes before it goes. Only a Ready cluster, which people may be working on, asks for its name to be typed.
 */
export function DeleteDialog(props: {
  environment: Environment;
  onClose(): void;
}) {
  const { environment, onClose } = props;
  const [typedName, setTypedName] = useState('');
  const [reason, setReason] = useState('');
  const deletion = useDeleteEnvironment(environment.id);

  const cancels = ['Queued', 'Provisioning'].includes(environment.state);
  const asksForName = environment.state === 'Ready';
  const confirmed = !asksForName || typedName === environment.name;
  const verb = cancels ? 'Cancel creation' : 'Delete';

  return (
    <Dialog isOpen isDismissable onOpenChange={onClose} width={520}>
      <DialogHeader>
        {cancels
          ? `Cancel the creation of ${environment.name}`
          : `Delete ${environment.name}`}
      </DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          <WhatGoes environment={environment} />
          {asksForName && (
            <TextField
              label={`Type ${environment.name} to confirm`}
              value={typedName}
              onChange={setTypedName}
              autoComplete="off"
              spellCheck="false"
            />
          )}
          <TextAreaField
            label="Reason"
            secondaryLabel="Optional"
            value={reason}
            onChange={setReason}
            maxLength={500}
          />
          <WriteError what="delete it" error={deletion.error} />
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button
          variant="primary"
          destructive
          isDisabled={!confirmed}
          isPending={deletion.isPending}
          onPress={() =>
            deletion.mutate(
              {
                reason: reason.trim() || undefined,
                // It may be ready by now, and people work on it.
                onlyUnfinished: cancels || undefined,
              },
              { onSuccess: onClose },
            )
          }
        >
          {verb}
        </Button>
        <Button variant="secondary" onPress={onClose}>
          Keep it
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

function WhatGoes(props: { environment: Environment }) {
  const { clusterName, region, account, nodes, state } = props.environment;
  if (state === 'Queued') {
    return (
      <Text as="p">Nothing stands in AWS yet; the request ends here.</Text>
    );
  }
  return (
    <Text as="p">
      The EKS cluster <strong>{clusterName}</strong> in {region} (account{' '}
      {account}) goes for good
      {nodes ? `, with its ${nodes === 1 ? 'node' : `${nodes} nodes`}` : ''},
      everything that runs on it, its volumes and load balancers, its network
      and its logs. This can’t be undone.
    </Text>
  );
}
