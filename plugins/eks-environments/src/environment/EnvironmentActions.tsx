import { Flex } from '@backstage/ui';
import type { Environment } from 'backstage-plugin-eks-environments-common';
import {
  ActionButton,
  ActionMenu,
  useActionDialog,
  useAskedAction,
  useOfferedActions,
} from '../actions';

/** Primary actions as buttons, the others in the menu. */
export function EnvironmentActions(props: { environment: Environment }) {
  const { environment } = props;
  const actions = useOfferedActions(environment);
  const { open, dialog } = useActionDialog(environment);
  useAskedAction(actions, open);
  return (
    <Flex align="center" gap="2">
      {actions.map(action =>
        action.placement === 'menu' ? undefined : (
          <ActionButton
            key={action.id}
            action={action}
            variant={action.placement}
            onPress={open}
          />
        ),
      )}
      <ActionMenu
        name={environment.name}
        actions={actions.filter(({ placement }) => placement === 'menu')}
        onChoose={open}
      />
      {dialog}
    </Flex>
  );
}
