import { Text } from '@backstage/ui';
import type { FleetFinding } from 'backstage-plugin-eks-environments-common';
import { useState } from 'react';
import { ReasonField, WriteDialog } from '../components';
import { translateEvent } from '../format';
import { useText } from '../translation';
import { useIgnoreFinding } from './fleetQueries';

/** Ignores a finding, with a reason for later readers. */
export function IgnoreDialog(props: {
  finding: FleetFinding;
  onClose(): void;
}) {
  const t = useText();
  const { finding, onClose } = props;
  const [reason, setReason] = useState('');
  const ignore = useIgnoreFinding(finding);
  return (
    <WriteDialog
      title={t('fleet.ignoreTitle', { subject: finding.subject })}
      verb={t('fleet.action.ignore')}
      what={t('fleet.toIgnore')}
      isComplete={reason.trim() !== ''}
      state={ignore}
      onSubmit={() => ignore.mutate(reason.trim(), { onSuccess: onClose })}
      onClose={onClose}
    >
      <Text as="p">
        {t('fleet.ignoreMeaning', {
          summary: translateEvent({ ...finding, message: finding.summary }, t),
        })}
      </Text>
      <ReasonField
        readBy={t('fleet.ignoreReadBy')}
        value={reason}
        onChange={setReason}
      />
    </WriteDialog>
  );
}
