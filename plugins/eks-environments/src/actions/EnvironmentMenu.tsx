import { ButtonIcon, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import {
  RiCloseLine,
  RiDeleteBin6Line,
  RiMoreLine,
  RiPlugLine,
  RiRefreshLine,
  RiTimerLine,
} from '@remixicon/react';
import type {
  AvailableAction,
  Environment,
} from 'backstage-plugin-eks-environments-common';
import { useState, type ReactNode } from 'react';
import { ActionDialog, type DialogAction } from './ActionDialog';
import { availableAction, reasonAgainst } from './availableAction';
import styles from './EnvironmentMenu.module.css';

interface Entry {
  action: DialogAction;
  label: string;
  icon: ReactNode;
  destructive?: boolean;
}

const entries: Entry[] = [
  { action: 'connect', label: 'Connect', icon: <RiPlugLine /> },
  { action: 'extend', label: 'Extend lease', icon: <RiTimerLine /> },
  { action: 'retry', label: 'Try again', icon: <RiRefreshLine /> },
  {
    action: 'cancel',
    label: 'Cancel creation',
    icon: <RiCloseLine />,
    destructive: true,
  },
  {
    action: 'delete',
    label: 'Delete',
    icon: <RiDeleteBin6Line />,
    destructive: true,
  },
];

/** What this person may do with an environment, behind three dots. Absent when that is nothing. */
export function EnvironmentMenu(props: {
  environment: Environment;
  /** Leaves out what is shown as buttons beside it. */
  without?: readonly AvailableAction['action'][];
}) {
  const { environment, without = [] } = props;
  const [chosen, setChosen] = useState<DialogAction>();
  const allowed = entries.flatMap(entry => {
    const action = availableAction(environment, entry.action);
    return action && !without.includes(entry.action)
      ? [{ ...entry, reason: reasonAgainst(action) }]
      : [];
  });
  if (allowed.length === 0) {
    return undefined;
  }

  return (
    <>
      <MenuTrigger>
        <ButtonIcon
          variant="tertiary"
          icon={<RiMoreLine />}
          aria-label={`Actions for ${environment.name}`}
        />
        <Menu
          aria-label={`Actions for ${environment.name}`}
          placement="bottom right"
          onAction={key => setChosen(key as DialogAction)}
        >
          {allowed.map(entry => (
            <MenuItem
              key={entry.action}
              id={entry.action}
              textValue={entry.label}
              iconStart={entry.icon}
              color={entry.destructive ? 'danger' : 'primary'}
              isDisabled={entry.reason !== undefined}
            >
              {entry.reason ? (
                <span className={styles.impossible}>
                  {entry.label}
                  <span className={styles.reason}>{entry.reason}</span>
                </span>
              ) : (
                entry.label
              )}
            </MenuItem>
          ))}
        </Menu>
      </MenuTrigger>
      <ActionDialog
        environment={environment}
        action={chosen}
        onClose={() => setChosen(undefined)}
      />
    </>
  );
}
