import { Radio, RadioGroup, Select } from '@backstage/ui';
import {
  type Fleet,
  type OperationLane,
  operationLaneLabels,
} from 'backstage-plugin-eks-environments-common';
import { useState } from 'react';
import { ReasonField, WriteDialog } from '../components';
import { usePause } from './fleetQueries';

const ALL = 'all'; // Select has no empty choice

const lanes = Object.keys(operationLaneLabels) as OperationLane[];

/** Holds the operations of a lane back, with a reason that everybody sees. Running operations continue. */
export function PauseDialog(props: { fleet: Fleet; onClose(): void }) {
  const { fleet, onClose } = props;
  const [lane, setLane] = useState<OperationLane>('build');
  const [account, setAccount] = useState(ALL);
  const [reason, setReason] = useState('');
  const pause = usePause();
  const accounts = [...new Set(fleet.looks.map(look => look.account))];
  return (
    <WriteDialog
      title="Pause"
      verb="Pause"
      what="pause"
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
        label="What does not begin"
        description="What runs already goes on."
        value={lane}
        onChange={value => setLane(value as OperationLane)}
      >
        {lanes.map(each => (
          <Radio key={each} value={each}>
            {operationLaneLabels[each]}
          </Radio>
        ))}
      </RadioGroup>
      <Select
        label="Account"
        options={[
          { id: ALL, label: 'All accounts' },
          ...accounts.map(id => ({ id, label: id })),
        ]}
        value={account}
        onChange={choice => setAccount(choice?.toString() ?? ALL)}
      />
      <ReasonField
        readBy="Everybody who waits reads it."
        value={reason}
        onChange={setReason}
      />
    </WriteDialog>
  );
}
