import { Flex } from '@backstage/ui';
import { RiPlugLine, RiTimerLine } from '@remixicon/react';
import type { Environment } from 'backstage-plugin-eks-environments-common';
import { useState } from 'react';
import {
  ActionButton,
  ActionDialog,
  EnvironmentMenu,
  availableAction,
  type DialogAction,
} from '../actions';

/** Connect and Extend as buttons, the rest in the menu. */
export function EnvironmentActions(props: { environment: Environment }) {
  const { environment } = props;
  const [chosen, setChosen] = useState<DialogAction>();
  return (
    <Flex align="center" gap="2">
      <ActionButton
        action={availableAction(environment, 'connect')}
        label="Connect"
        icon={<RiPlugLine />}
        variant="primary"
        onPress={() => setChosen('connect')}
      />
      <ActionButton
        action={availableAction(environment, 'extend')}
        label="Extend"
        icon={<RiTimerLine />}
        onPress={() => setChosen('extend')}
      />
      <EnvironmentMenu
        environment={environment}
        without={['connect', 'extend']}
      />
      <ActionDialog
        environment={environment}
        action={chosen}
        onClose={() => setChosen(undefined)}
      />
    </Flex>
  );
}
