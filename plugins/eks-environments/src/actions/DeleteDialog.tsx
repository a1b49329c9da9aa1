import { Text } from '@backstage/ui';
import type { Environment } from 'backstage-plugin-eks-environments-common';
import { useState } from 'react';
import { NameConfirmation, ReasonField, WriteDialog } from '../components';
import { useDeleteEnvironment } from '../query';

/**
 * Names what goes before it goes. Only a Ready cluster, which people may be working on, asks for its name to be typed.
 */
export function DeleteDialog(props: {
  environment: Environment;
  onClose(): void;
}) {
  const { environment, onClose } = props;
  const { id, name, state } = environment;
  const [typedName, setTypedName] = useState('');
  const [reason, setReason] = useState('');
  const deletion = useDeleteEnvironment(id);
  const cancels = ['Queued', 'Provisioning'].includes(state);
  const asksForName = state === 'Ready';

  return (
    <WriteDialog
      title={cancels ? `Cancel the creation of ${name}` : `Delete ${name}`}
      verb={cancels ? 'Cancel creation' : 'Delete'}
      what={cancels ? 'cancel it' : 'delete it'}
      destructive
      isComplete={!asksForName || typedName === name}
      state={deletion}
      closeLabel="Keep it"
      onSubmit={() =>
        deletion.mutate(
          {
            reason: reason.trim() || undefined,
            // It may be ready by now, and people work on it.
            onlyUnfinished: cancels || undefined,
          },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
    >
      <WhatGoes environment={environment} />
      {asksForName && (
        <NameConfirmation
          name={name}
          value={typedName}
          onChange={setTypedName}
        />
      )}
      <ReasonField value={reason} onChange={setReason} />
    </WriteDialog>
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
