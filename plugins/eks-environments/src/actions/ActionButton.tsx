import { Button, Tooltip, TooltipTrigger } from '@backstage/ui';
import type { AvailableAction } from 'backstage-plugin-eks-environments-common';
import type { ReactElement } from 'react';
import { reasonAgainst } from './availableAction';
import styles from './ActionButton.module.css';

/**
 * A button for something that this person may do. Absent when they may not; disabled with the reason when it is not possible
 * now.
 *
 * @remarks
 *
 * The button is disabled by `aria-disabled`, not by `disabled`, so that it keeps the focus and the reason can be read.
 */
export function ActionButton(props: {
  action: AvailableAction | undefined;
  label: string;
  icon: ReactElement;
  variant?: 'primary' | 'secondary';
  destructive?: boolean;
  isPending?: boolean;
  onPress(): void;
}) {
  const { action, label, icon, variant = 'secondary', onPress } = props;
  if (!action) {
    return undefined;
  }

  const reason = reasonAgainst(action);
  if (!reason) {
    return (
      <Button
        variant={variant}
        destructive={props.destructive}
        iconStart={icon}
        isPending={props.isPending}
        onPress={onPress}
      >
        {label}
      </Button>
    );
  }
  return (
    <TooltipTrigger delay={0}>
      <Button
        className={styles.impossible}
        variant="secondary"
        iconStart={icon}
        aria-disabled="true"
      >
        {label}
      </Button>
      <Tooltip>{reason}</Tooltip>
    </TooltipTrigger>
  );
}
