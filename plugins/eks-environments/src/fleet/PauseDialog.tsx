import { Radio, RadioGroup, Select } from '@backstage/ui';
import {
  type Fleet,
  type OperationLane,
  operationLaneLabels,
} from 'backstage-plugin-eks-environments-common';
import { useState } from 'react';
import { ReasonField, WriteDialog } from '../components';
import { useText } from '../translation';
import { usePause } from './fleetQueries';

const ALL = 'all'; // Select has no empty choice

const lanes = Object.keys(operationLaneLabels) as OperationLane[];

/** Pauses the operations of a lane, with a reason that everybody sees. Running operations continue. */
export function PauseDialog(props: { fleet: Fleet; onClose(): void }) {
  const t = useText();
  const { fleet, onClose } = props;
  const [lane, setLane] = useState<OperationLane>('build');
  const [account, setAccount] = useState(ALL);
  const [reason, setReason] = useState('');
  const pause = usePause();
  const accounts = [
    ...new Set(fleet.reconciliations.map(place => place.account)),
  ];
  return (
    <WriteDialog
      title={t('fleet.pause')}
      verb={t('fleet.pause')}
      what={t('fleet.toPause')}
      isComplete={reason.trim() !== ''}
      state={pause}
      onSubmit={() =>
        pause.mutate(
          {
            lane,
            account: account === ALL ? undefined : account,
            reason: reason.trim(),
          },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
    >
      <RadioGroup
        label={t('fleet.whatPauses')}
        description={t('fleet.runningGoesOn')}
        value={lane}
        onChange={value => setLane(value as OperationLane)}
      >
        {lanes.map(each => (
          <Radio key={each} value={each}>
            {t(`operations.lane.${each}`)}
          </Radio>
        ))}
      </RadioGroup>
      <Select
        label={t('fleet.account')}
        options={[
          { id: ALL, label: t('fleet.allAccounts') },
          ...accounts.map(id => ({ id, label: id })),
        ]}
        value={account}
        onChange={choice => setAccount(choice?.toString() ?? ALL)}
      />
      <ReasonField
        readBy={t('fleet.pauseReadBy')}
        value={reason}
        onChange={setReason}
      />
    </WriteDialog>
  );
}
