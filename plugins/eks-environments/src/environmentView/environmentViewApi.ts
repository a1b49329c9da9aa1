import { createApiRef, useApi } from '@backstage/frontend-plugin-api';
import type { EnvironmentAction, EnvironmentCard } from './types';

/** The actions and cards of an environment. Extensions provide them; they do not change at runtime. */
export interface EnvironmentViewApi {
  readonly actions: readonly EnvironmentAction[];
  readonly cards: readonly EnvironmentCard[];
}

export const environmentViewApiRef = createApiRef<EnvironmentViewApi>().with({
  id: 'plugin.eks-environments.environment-view',
  pluginId: 'eks-environments',
});

/** The cards of the environment's page, in order. */
export function useEnvironmentCards(): readonly EnvironmentCard[] {
  return useApi(environmentViewApiRef).cards;
}

/** The actions of environments, in order. */
export function useEnvironmentActions(): readonly EnvironmentAction[] {
  return useApi(environmentViewApiRef).actions;
}
