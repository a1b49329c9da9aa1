import type {
  AvailableEnvironmentAction,
  Environment,
} from 'backstage-plugin-eks-environments-common';
import { type Translate, translateCode } from '../translation';

/** The action if the user is allowed to do it; it may still not be possible now. */
export function availableAction(
  environment: Pick<Environment, 'actions'>,
  action: AvailableEnvironmentAction['action'],
): AvailableEnvironmentAction | undefined {
  return environment.actions.find(candidate => candidate.action === action);
}

/** Why an action is not possible now, as a text for the user. */
export function reasonAgainst(
  action: Pick<AvailableEnvironmentAction, 'possible' | 'reason'>,
  t: Translate,
): string | undefined {
  if (action.possible) {
    return undefined;
  }
  const { reason } = action;
  return reason
    ? translateCode({ ...reason, code: `refusal.${reason.code}` }, t)
    : t('actions.notPossible');
}
