import { dialogApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { ActionDialog, availableAction, reasonAgainst } from '../actions';
import { eksEnvironmentsApiRef } from '../api';
import {
  EksEnvironmentsProvider,
  queryClientApiRef,
  queryKeys,
} from '../query';
import { useEnvironmentId } from './environmentOf';

/**
 * An item of the entity's menu that opens the dialog of an action.
 *
 * @remarks
 *
 * The menu is drawn by the catalog, outside of our provider, hence the cache by its API reference. It can't leave items out, so
 * what is not allowed is disabled here too.
 */
export function useMenuItem(action: 'extend' | 'delete', label: string) {
  const id = useEnvironmentId();
  const api = useApi(eksEnvironmentsApiRef);
  const dialogApi = useApi(dialogApiRef);
  const { data: environment } = useQuery(
    {
      queryKey: queryKeys.environment(id),
      queryFn: () => api.getEnvironment(id),
    },
    useApi(queryClientApiRef),
  );
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
