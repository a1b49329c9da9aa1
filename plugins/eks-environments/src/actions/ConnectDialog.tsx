import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import type { Environment } from 'backstage-plugin-eks-environments-common';
import { useText } from '../translation';
import { AccessInstructions } from './AccessInstructions';

/** How to connect to the cluster. */
export function ConnectDialog(props: {
  environment: Environment;
  onClose(): void;
}) {
  const t = useText();
  const { environment, onClose } = props;
  return (
    <Dialog isOpen isDismissable onOpenChange={onClose} width={640}>
      <DialogHeader>
        {t('actions.connectTitle', { name: environment.name })}
      </DialogHeader>
      <DialogBody>
        <AccessInstructions environment={environment} />
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('common.close')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
