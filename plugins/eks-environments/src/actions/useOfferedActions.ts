import type { Environment } from 'backstage-plugin-eks-environments-common';
import { useEnvironmentActions } from '../environmentView';
import { actionId, type DefaultAction } from './defaultActions';
import type { OfferedAction } from './OfferedAction';
import { useOfferedOperations } from './useOfferedOperations';

/** The user's actions on an environment: first those of the app, then the operations that can be started, then what is destructive. */
export function useOfferedActions(environment: Environment): OfferedAction[] {
  const operations = useOfferedOperations(environment);
  const actions = useActionsOfApp(environment);
  return [
    ...actions.filter(({ destructive }) => !destructive),
    ...operations,
    ...actions.filter(({ destructive }) => destructive),
  ];
}

function useActionsOfApp(environment: Environment): OfferedAction[] {
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
