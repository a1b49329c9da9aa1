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
import type { FleetFinding } from 'backstage-plugin-eks-environments-common';
import { useState } from 'react';
import { WriteError } from '../actions/WriteError';
import { useDeleteFinding } from './fleetQueries';

/** Names what goes before it goes. A cluster that runs asks for its name to be typed. */
export function DeleteFindingDialog(props: {
  finding: FleetFinding;
  onClose(): void;
}) {
  const { finding, onClose } = props;
  const { clusterName } = finding;
  const [typedName, setTypedName] = useState('');
  const [reason, setReason] = useState('');
  const deletion = useDeleteFinding(finding);
  const asksForName = finding.kind === 'ClusterWithoutRecord';
  const confirmed = !asksForName || typedName === clusterName;
  return (
    <Dialog isOpen isDismissable onOpenChange={onClose} width={520}>
      <DialogHeader>{`Delete ${clusterName}`}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          <WhatGoes finding={finding} />
          {asksForName && (
            <TextField
              label={`Type ${clusterName} to confirm`}
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
              { reason: reason.trim() || undefined },
              { onSuccess: onClose },
            )
          }
        >
          Delete
        </Button>
        <Button variant="secondary" onPress={onClose}>
          Keep it
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

function WhatGoes({ finding }: { finding: FleetFinding }) {
  const { kind, clusterName, region, account } = finding;
  const place = `in ${region} (account ${account})`;
  switch (kind) {
    case 'ClusterWithoutRecord':
      return (
        <Text as="p">
          The EKS cluster <strong>{clusterName}</strong> {place} goes for good,
          with everything that runs on it, its volumes, load balancers, network
          and logs. It gets an environment that is being deleted, where you see
          how far it is and what the sweep finds.
        </Text>
      );
    case 'StacksLeftOver':
      return (
        <Text as="p">
          The stacks of <strong>{clusterName}</strong> {place} go, and whatever
          else a sweep proves to be the cluster’s. They get an environment that
          is being deleted, where you see how far it is.
        </Text>
      );
    default:
      return (
        <Text as="p">
          The environment of <strong>{clusterName}</strong> {place} is deleted:
          what is left of the cluster goes, a sweep looks for the rest, and its
          place in the quota comes free.
        </Text>
      );
  }
}
