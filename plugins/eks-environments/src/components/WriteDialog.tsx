import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
} from '@backstage/ui';
import type { PropsWithChildren } from 'react';
import { useText } from '../translation';
import { WriteError } from './WriteError';

/** A dialog that changes something: it keeps what was typed, and says why, until the change has gone through. */
export function WriteDialog(
  props: PropsWithChildren<{
    title: string;
    /** On the button that does it, as in `Delete`. */
    verb: string;
    /** What could not be done when there was no answer, as in `delete it`. */
    what: string;
    destructive?: boolean;
    /** Whether all is filled in that it takes; it is unless told otherwise. */
    isComplete?: boolean;
    /** The write behind it, as `useWrite` tells of it. */
    state: { isPending: boolean; error: Error | null };
    /** On the button that leaves all as it is. */
    closeLabel?: string;
    width?: number;
    onSubmit(): void;
    onClose(): void;
  }>,
) {
  const t = useText();
  const { title, verb, what, destructive, isComplete = true, state } = props;
  const {
    closeLabel = t('common.close'),
    width = 520,
    onSubmit,
    onClose,
  } = props;
  return (
    <Dialog isOpen isDismissable onOpenChange={onClose} width={width}>
      <DialogHeader>{title}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          {props.children}
          <WriteError what={what} error={state.error} />
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button
          variant="primary"
          destructive={destructive}
          isDisabled={!isComplete}
          isPending={state.isPending}
          onPress={onSubmit}
        >
          {verb}
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {closeLabel}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
