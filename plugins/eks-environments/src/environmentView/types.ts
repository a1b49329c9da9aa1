import type { Environment } from 'backstage-plugin-eks-environments-common';
import type { ComponentType, ReactElement } from 'react';

/**
 * What a card is given.
 *
 * @public
 */
export interface EnvironmentCardProps {
  environment: Environment;
}

/**
 * Where a card stands on the page of an environment, from top to bottom: `notice` is for what needs attention, `summary` for what people
 * come for, `main` and `side` are the two columns below.
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
  /** Where it stands for this environment; undefined where it is not shown. */
  area(environment: Environment): EnvironmentCardArea | undefined;
  component: ComponentType<EnvironmentCardProps>;
}

/**
 * What the dialog of an action is given.
 *
 * @public
 */
export interface EnvironmentDialogProps {
  environment: Environment;
  onClose(): void;
}

/**
 * How an action is offered to the reader.
 *
 * @public
 */
export interface EnvironmentActionOffer {
  title: string;
  /** Why it is not possible now. It is then shown disabled, with the reason. */
  disabledReason?: string;
}

/**
 * Something that can be done with an environment, in a dialog.
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
  /** A React hook: how it is offered for an environment; undefined where this person may not do it or it makes no sense. */
  useOffer(environment: Environment): EnvironmentActionOffer | undefined;
  dialog: ComponentType<EnvironmentDialogProps>;
}
