import type {
  AvailableAction,
  Environment,
} from 'backstage-plugin-eks-environments-common';
import type { Translate } from '../translation';

/** The action if the user is allowed to do it; it may still not be possible now. */
export function availableAction(
  environment: Pick<Environment, 'actions'>,
  action: AvailableAction['action'],
): AvailableAction | undefined {
  return environment.actions.find(candidate => candidate.action === action);
}

/** Why an action is not possible now, as a text for the user. */
export function reasonAgainst(
  action: AvailableAction,
  t: Translate,
): string | undefined {
  return action.possible
    ? undefined
    : action.reason ?? t('actions.notPossible');
}
