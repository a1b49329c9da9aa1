import { Text } from '@backstage/ui';
import type {
  FindingKind,
  FleetFinding,
} from 'backstage-plugin-eks-environments-common';
import { useState } from 'react';
import { NameConfirmation, ReasonField, WriteDialog } from '../components';
import { useText } from '../translation';
import { useDeleteFinding } from './fleetQueries';

const whatGoes = {
  ResourceWithoutRecord: 'fleet.deletesCluster',
  PartsLeftOver: 'fleet.deletesLeftovers',
  ResourceVanished: 'fleet.deletesEnvironment',
  PartDrift: 'fleet.deletesEnvironment',
} as const satisfies Record<FindingKind, string>;

/** Confirms a deletion. For a running cluster, its name must be typed. */
export function DeleteFindingDialog(props: {
  finding: FleetFinding;
  onClose(): void;
}) {
  const t = useText();
  const { finding, onClose } = props;
  const { clusterName } = finding;
  const [typedName, setTypedName] = useState('');
  const [reason, setReason] = useState('');
  const deletion = useDeleteFinding(finding);
  const asksForName = finding.kind === 'ResourceWithoutRecord';
  return (
    <WriteDialog
      title={t('fleet.deleteTitle', { cluster: clusterName })}
      verb={t('fleet.action.delete')}
      what={t('actions.toDelete')}
      destructive
      isComplete={!asksForName || typedName === clusterName}
      state={deletion}
      closeLabel={t('common.keepIt')}
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
  const t = useText();
  const { kind, clusterName, region, account } = finding;
  return (
    <Text as="p">
      {t(whatGoes[kind], {
        cluster: <strong>{clusterName}</strong>,
        region,
        account,
      })}
    </Text>
  );
}
