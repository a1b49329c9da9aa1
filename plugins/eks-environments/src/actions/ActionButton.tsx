import { Button, Tooltip, TooltipTrigger } from '@backstage/ui';
import styles from './ActionButton.module.css';
import type { OfferedAction } from './OfferedAction';

/**
 * A button for an action. Not rendered if the user may not do it; disabled with the reason if it is not possible now.
 *
 * @remarks
 *
 * The button is disabled by `aria-disabled`, not by `disabled`, so that it keeps the focus and the reason can be read.
 */
export function ActionButton(props: {
  action: OfferedAction | undefined;
  variant?: 'primary' | 'secondary';
  onPress(action: OfferedAction): void;
}) {
  const { action, variant = 'secondary', onPress } = props;
  if (!action) {
    return undefined;
  }

  const { icon, destructive, offer } = action;
  if (!offer.disabledReason) {
    return (
      <Button
        variant={variant}
        destructive={destructive}
        iconStart={icon}
        onPress={() => onPress(action)}
      >
        {offer.title}
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
        {offer.title}
      </Button>
      <Tooltip>{offer.disabledReason}</Tooltip>
    </TooltipTrigger>
  );
}
