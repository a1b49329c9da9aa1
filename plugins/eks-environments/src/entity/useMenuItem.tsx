import { dialogApiRef, useApi } from '@backstage/frontend-plugin-api';
import {
  actionId,
  availableAction,
  reasonAgainst,
  type DefaultAction,
} from '../actions';
import { useEnvironmentActions } from '../environmentView';
import { EksEnvironmentsProvider, queryClientApiRef } from '../query';
import { useText } from '../translation';
import { useEntityEnvironment } from './entityEnvironment';

/**
 * An item of the entity's menu that opens the dialog of an action.
 *
 * @remarks
 *
 * The catalog renders the menu outside of the plugin's provider, so the cache comes from its API reference. Items cannot be hidden, so an
 * action that is not allowed is disabled.
 */
export function useMenuItem(name: DefaultAction, label: string) {
  const t = useText();
  const dialogApi = useApi(dialogApiRef);
  const { data: environment } = useEntityEnvironment(useApi(queryClientApiRef));
  const action = useEnvironmentActions().find(
    ({ id }) => id === actionId(name),
  );
  const available = environment && action && availableAction(environment, name);
  const reason = available && reasonAgainst(available, t);

  return {
    title: reason ? `${label} (${reason})` : label,
    disabled: !available || reason !== undefined,
    onClick: () => {
      if (environment && action) {
        dialogApi.open(({ dialog }) => (
          <EksEnvironmentsProvider>
            <action.dialog
              environment={environment}
              onClose={() => dialog.close()}
            />
          </EksEnvironmentsProvider>
        ));
      }
    },
  };
}
