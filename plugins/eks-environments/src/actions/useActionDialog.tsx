import type { Environment } from 'backstage-plugin-eks-environments-common';
import { useState, type ReactNode } from 'react';
import type { EnvironmentAction } from '../environmentView';

/** Opens the dialogs of actions, one at a time. `dialog` has to be rendered. */
export function useActionDialog(environment: Environment): {
  open(action: EnvironmentAction): void;
  dialog: ReactNode;
} {
  const [chosen, setChosen] = useState<EnvironmentAction>();
  const Dialog = chosen?.dialog;
  return {
    open: setChosen,
    dialog: Dialog && (
      <Dialog environment={environment} onClose={() => setChosen(undefined)} />
    ),
  };
}
