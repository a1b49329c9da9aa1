import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
  TextAreaField,
} from '@backstage/ui';
import type { FleetFinding } from 'backstage-plugin-eks-environments-common';
import { useState } from 'react';
import { WriteError } from '../actions/WriteError';
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
    <Dialog isOpen isDismissable onOpenChange={onClose} width={520}>
      <DialogHeader>{`Ignore ${finding.subject}`}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          <Text as="p">
            {finding.summary} It stays on this page as ignored, and is open
            again when it changes.
          </Text>
          <TextAreaField
            label="Reason"
            description="Whoever looks at the fleet reads it."
            isRequired
            value={reason}
            onChange={setReason}
            maxLength={500}
          />
          <WriteError what="ignore it" error={ignore.error} />
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button
          variant="primary"
          isDisabled={reason.trim() === ''}
          isPending={ignore.isPending}
          onPress={() => ignore.mutate(reason.trim(), { onSuccess: onClose })}
        >
          Ignore
        </Button>
        <Button variant="secondary" onPress={onClose}>
          Close
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
