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

/** A dialog that performs a write: it stays open with its input, and shows the error, until the write succeeds. */
export function WriteDialog(
  props: PropsWithChildren<{
    title: string;
    /** Label of the confirm button, as in `Delete`. */
    verb: string;
    /** What failed if there was no response, as in `delete it`. */
    what: string;
    destructive?: boolean;
    /** Whether all required input is present; true by default. */
    isComplete?: boolean;
    /** The state of the write, from `useWrite`. */
    state: { isPending: boolean; error: Error | null };
    /** Label of the cancel button. */
    closeLabel?: string;
    width?: number;
    onSubmit(): void;
    onClose(): void;
  }>,
) {
  const t = useText();
  const { title, verb, what, destructive, isComplete = true, state } = props;
  const {
    closeLabel = t('common.cancel'),
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
