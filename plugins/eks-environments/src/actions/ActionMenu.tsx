import { ButtonIcon, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { RiMoreLine } from '@remixicon/react';
import { useText } from '../translation';
import styles from './ActionMenu.module.css';
import type { OfferedAction } from './OfferedAction';

/** A menu of actions behind three dots; not rendered if there are none. */
export function ActionMenu(props: {
  /** The name of the environment. */
  name: string;
  actions: OfferedAction[];
  onChoose(action: OfferedAction): void;
}) {
  const { name, actions, onChoose } = props;
  const t = useText();
  if (actions.length === 0) {
    return undefined;
  }

  const label = t('actions.menu', { name });
  return (
    <MenuTrigger>
      <ButtonIcon variant="tertiary" icon={<RiMoreLine />} aria-label={label} />
      <Menu
        aria-label={label}
        placement="bottom right"
        onAction={key => {
          const chosen = actions.find(({ id }) => id === key);
          if (chosen) {
            onChoose(chosen);
          }
        }}
      >
        {actions.map(({ id, icon, destructive, offer }) => (
          <MenuItem
            key={id}
            id={id}
            textValue={offer.title}
            iconStart={icon}
            color={destructive ? 'danger' : 'primary'}
            isDisabled={offer.disabledReason !== undefined}
          >
            {offer.disabledReason ? (
              <span className={styles.impossible}>
                {offer.title}
                <span className={styles.reason}>{offer.disabledReason}</span>
              </span>
            ) : (
              offer.title
            )}
          </MenuItem>
        ))}
      </Menu>
    </MenuTrigger>
  );
}
