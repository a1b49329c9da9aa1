import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Radio,
  RadioGroup,
  Select,
  TextAreaField,
} from '@backstage/ui';
import type {
  EnginePauseInput,
  Fleet,
} from 'backstage-plugin-eks-environments-common';
import { useState } from 'react';
import { WriteError } from '../actions/WriteError';
import { usePause } from './fleetQueries';

const ALL = 'all'; // Select has no empty choice

/** Holds creates or deletions back, with a reason that everybody sees. What runs goes on. */
export function PauseDialog(props: { fleet: Fleet; onClose(): void }) {
  const { fleet, onClose } = props;
  const [kind, setKind] = useState<EnginePauseInput['kind']>('Create');
  const [account, setAccount] = useState(ALL);
  const [reason, setReason] = useState('');
  const pause = usePause();
  const accounts = [...new Set(fleet.looks.map(look => look.account))];
  return (
    <Dialog isOpen isDismissable onOpenChange={onClose} width={520}>
      <DialogHeader>Pause</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          <RadioGroup
            label="What does not begin"
            description="What runs already goes on."
            value={kind}
            onChange={value =>
              setKind(value === 'Delete' ? 'Delete' : 'Create')
            }
          >
            <Radio value="Create">Creates</Radio>
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
          <TextAreaField
            label="Reason"
            description="Everybody who waits reads it."
            isRequired
            value={reason}
            onChange={setReason}
            maxLength={500}
          />
          <WriteError what="pause" error={pause.error} />
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button
          variant="primary"
          isDisabled={reason.trim() === ''}
          isPending={pause.isPending}
          onPress={() =>
            pause.mutate(
              {
                kind,
                account: account === ALL ? undefined : account,
                reason: reason.trim(),
              },
              { onSuccess: onClose },
            )
          }
        >
          Pause
        </Button>
        <Button variant="secondary" onPress={onClose}>
          Close
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
