import { createApiRef, useApi } from '@backstage/frontend-plugin-api';
import type { EnvironmentAction, EnvironmentCard } from './types';

/** What makes up the view of an environment. Extensions bring it; it does not change while the app runs. */
export interface EnvironmentViewApi {
  readonly actions: readonly EnvironmentAction[];
  readonly cards: readonly EnvironmentCard[];
}

export const environmentViewApiRef = createApiRef<EnvironmentViewApi>().with({
  id: 'plugin.eks-environments.environment-view',
  pluginId: 'eks-environments',
});

/** The cards of the environment's page, in their order. */
export function useEnvironmentCards(): readonly EnvironmentCard[] {
  return useApi(environmentViewApiRef).cards;
}

/** The actions of environments, in their order. */
export function useEnvironmentActions(): readonly EnvironmentAction[] {
  return useApi(environmentViewApiRef).actions;
}
