import type { Environment } from 'backstage-plugin-eks-environments-common';
import { useState, type ReactNode } from 'react';
import type { OfferedAction } from './OfferedAction';

/** Opens the dialogs of actions, one at a time. `dialog` has to be rendered. */
export function useActionDialog(environment: Environment): {
  open(action: Pick<OfferedAction, 'dialog'>): void;
  dialog: ReactNode;
} {
  const [chosen, setChosen] = useState<Pick<OfferedAction, 'dialog'>>();
  const Dialog = chosen?.dialog;
  return {
    open: setChosen,
    dialog: Dialog && (
      <Dialog environment={environment} onClose={() => setChosen(undefined)} />
    ),
  };
}
