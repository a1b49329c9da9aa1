import { useEffect } from 'react';
import { useSearchParams } from 'react-router-dom';
import { actionId, type DefaultAction } from './defaultActions';
import type { OfferedAction } from './OfferedAction';

const PARAMETER = 'action';

/** Opens the action that the URL asks for, such as `?action=extend` in a mail. Afterwards the URL no longer asks, so a reload opens nothing. */
export function useAskedAction(
  actions: OfferedAction[],
  open: (action: Pick<OfferedAction, 'dialog'>) => void,
): void {
  const [params, setParams] = useSearchParams();
  const name = params.get(PARAMETER);
  const asked = actions.find(
    ({ id, offer }) =>
      id === actionId(name as DefaultAction) &&
      offer.disabledReason === undefined,
  );
  useEffect(() => {
    if (name === null) {
      return;
    }
    setParams(
      current => {
        const next = new URLSearchParams(current);
        next.delete(PARAMETER);
        return next;
      },
      { replace: true },
    );
    if (asked) {
      open(asked);
    }
  });
}
