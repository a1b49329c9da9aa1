import type { Environment } from 'backstage-plugin-eks-environments-common';
import {
  useEnvironmentActions,
  type EnvironmentAction,
  type EnvironmentActionOffer,
} from '../environmentView';
import { actionId, type DefaultAction } from './defaultActions';

/** An action that the user may do, and how it is offered. */
export interface OfferedAction extends EnvironmentAction {
  offer: EnvironmentActionOffer;
}

/** The user's actions on an environment. */
export function useOfferedActions(environment: Environment): OfferedAction[] {
  return useEnvironmentActions().flatMap(action => {
    // The actions of an app do not change at runtime, so the hooks are called in the same order each time.
    // eslint-disable-next-line react-hooks/rules-of-hooks
    const offer = action.useOffer(environment);
    return offer ? [{ ...action, offer }] : [];
  });
}

/** One of the default actions; undefined if it is not allowed, or disabled in this app. */
export function offeredAction(
  actions: OfferedAction[],
  name: DefaultAction,
): OfferedAction | undefined {
  return actions.find(({ id }) => id === actionId(name));
}
