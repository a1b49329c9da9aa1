import { Text } from '@backstage/ui';
import type { FleetFinding } from 'backstage-plugin-eks-environments-common';
import { useState } from 'react';
import { ReasonField, WriteDialog } from '../components';
import { useIgnoreFinding } from './fleetQueries';

/** Leaves a finding as it is, and says why to those who come after. */
export function IgnoreDialog(props: {
  finding: FleetFinding;
  onClose(): void;
}) {
  const { finding, onClose } = props;
  const [reason, setReason] = useState('');
  const ignore = useIgnoreFinding(finding);
  return (
    <WriteDialog
      title={`Ignore ${finding.subject}`}
      verb="Ignore"
      what="ignore it"
      isComplete={reason.trim() !== ''}
      state={ignore}
      onSubmit={() => ignore.mutate(reason.trim(), { onSuccess: onClose })}
      onClose={onClose}
    >
      <Text as="p">
        {finding.summary} It stays on this page as ignored, and is open again
        when it changes.
      </Text>
      <ReasonField
        readBy="Whoever looks at the fleet reads it."
        value={reason}
        onChange={setReason}
      />
    </WriteDialog>
  );
}
