import { Text } from '@backstage/ui';
import type { FleetFinding } from 'backstage-plugin-eks-environments-common';
import { useState } from 'react';
import { NameConfirmation, ReasonField, WriteDialog } from '../components';
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
  return (
    <WriteDialog
      title={`Delete ${clusterName}`}
      verb="Delete"
      what="delete it"
      destructive
      isComplete={!asksForName || typedName === clusterName}
      state={deletion}
      closeLabel="Keep it"
      onSubmit={() =>
        deletion.mutate(
          { reason: reason.trim() || undefined },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
    >
      <WhatGoes finding={finding} />
      {asksForName && (
        <NameConfirmation
          name={clusterName}
          value={typedName}
          onChange={setTypedName}
        />
      )}
      <ReasonField value={reason} onChange={setReason} />
    </WriteDialog>
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
