import { Radio, RadioGroup, Select } from '@backstage/ui';
import type {
  EnginePauseInput,
  Fleet,
} from 'backstage-plugin-eks-environments-common';
import { useState } from 'react';
import { ReasonField, WriteDialog } from '../components';
import { usePause } from './fleetQueries';

const ALL = 'all'; // Select has no empty choice

/** Holds creations or deletions back, with a reason that everybody sees. What runs goes on. */
export function PauseDialog(props: { fleet: Fleet; onClose(): void }) {
  const { fleet, onClose } = props;
  const [kind, setKind] = useState<EnginePauseInput['kind']>('Create');
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
            kind,
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
        value={kind}
        onChange={value => setKind(value === 'Delete' ? 'Delete' : 'Create')}
      >
        <Radio value="Create">Creations</Radio>
        <Radio value="Delete">Deletions</Radio>
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
