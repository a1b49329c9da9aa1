import type { Environment } from 'backstage-plugin-eks-environments-common';
import { ConnectDialog } from './ConnectDialog';
import { DeleteDialog } from './DeleteDialog';
import { ExtendDialog } from './ExtendDialog';
import { RetryDialog } from './RetryDialog';

export type DialogAction = 'connect' | 'extend' | 'retry' | 'cancel' | 'delete';

/** The dialog of an action; none while no action is chosen. */
export function ActionDialog(props: {
  environment: Environment;
  action: DialogAction | undefined;
  onClose(): void;
}) {
  const { environment, action, onClose } = props;
  switch (action) {
    case 'connect':
      return <ConnectDialog environment={environment} onClose={onClose} />;
    case 'extend':
      return <ExtendDialog environment={environment} onClose={onClose} />;
    case 'retry':
      return <RetryDialog environment={environment} onClose={onClose} />;
    case 'cancel':
    case 'delete':
      return <DeleteDialog environment={environment} onClose={onClose} />;
    default:
      return undefined;
  }
}
