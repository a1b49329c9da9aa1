import type { Environment } from 'backstage-plugin-eks-environments-common';
import type { ComponentType, ReactElement } from 'react';

/**
 * The props of a card.
 *
 * @public
 */
export interface EnvironmentCardProps {
  environment: Environment;
}

/**
 * The position of a card on the page of an environment, from top to bottom: `notice` is for what needs attention, `summary` for the most
 * important information, `main` and `side` are the two columns below.
 *
 * @public
 */
export type EnvironmentCardArea = 'notice' | 'summary' | 'main' | 'side';

/**
 * A card of the environment's page, which is also the tab of its entity.
 *
 * @public
 */
export interface EnvironmentCard {
  /** The id of its extension. */
  id: string;
  /** Its position for this environment; undefined hides it. */
  area(environment: Environment): EnvironmentCardArea | undefined;
  component: ComponentType<EnvironmentCardProps>;
}

/**
 * The props of an action's dialog.
 *
 * @public
 */
export interface EnvironmentDialogProps {
  environment: Environment;
  onClose(): void;
}

/**
 * How an action is offered to the user.
 *
 * @public
 */
export interface EnvironmentActionOffer {
  title: string;
  /** Why it is not possible now. The action is then disabled and shows the reason. */
  disabledReason?: string;
}

/**
 * An action on an environment, in a dialog.
 *
 * @public
 */
export interface EnvironmentAction {
  /** The id of its extension. */
  id: string;
  icon: ReactElement;
  /** Destructive actions are red. */
  destructive?: boolean;
  /** Whether pages of one environment show it as a button; the others, and all in lists, are in the menu. */
  placement: 'primary' | 'secondary' | 'menu';
  /** A React hook: how the action is offered for an environment; undefined if the user may not do it or it does not apply. */
  useOffer(environment: Environment): EnvironmentActionOffer | undefined;
  dialog: ComponentType<EnvironmentDialogProps>;
}
