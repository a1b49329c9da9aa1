import { dialogApiRef, useApi } from '@backstage/frontend-plugin-api';
import { ActionDialog, availableAction, reasonAgainst } from '../actions';
import { EksEnvironmentsProvider, queryClientApiRef } from '../query';
import { useEntityEnvironment } from './entityEnvironment';

/**
 * An item of the entity's menu that opens the dialog of an action.
 *
 * @remarks
 *
 * The menu is drawn by the catalog, outside of our provider, hence the cache by its API reference. It can't leave items out, so
 * what is not allowed is disabled here too.
 */
export function useMenuItem(action: 'extend' | 'delete', label: string) {
  const dialogApi = useApi(dialogApiRef);
  const { data: environment } = useEntityEnvironment(useApi(queryClientApiRef));
  const available = environment && availableAction(environment, action);
  const reason = available && reasonAgainst(available);

  return {
    title: reason ? `${label} (${reason})` : label,
    disabled: !available || reason !== undefined,
    onClick: () => {
      if (environment) {
        dialogApi.open(({ dialog }) => (
          <EksEnvironmentsProvider>
            <ActionDialog
              environment={environment}
              action={action}
              onClose={() => dialog.close()}
            />
          </EksEnvironmentsProvider>
        ));
      }
    },
  };
}
