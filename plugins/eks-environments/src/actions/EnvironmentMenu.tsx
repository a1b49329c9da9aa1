import type { Environment } from 'backstage-plugin-eks-environments-common';
import { ActionMenu } from './ActionMenu';
import { useActionDialog } from './useActionDialog';
import { useOfferedActions } from './useOfferedActions';

/** A menu of the user's actions on an environment. Not rendered if there are none. */
export function EnvironmentMenu(props: { environment: Environment }) {
  const { environment } = props;
  const actions = useOfferedActions(environment);
  const { open, dialog } = useActionDialog(environment);
  return (
    <>
      <ActionMenu name={environment.name} actions={actions} onChoose={open} />
      {dialog}
    </>
  );
}
