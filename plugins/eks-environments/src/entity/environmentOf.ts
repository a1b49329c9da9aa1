import type { Entity } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { ENVIRONMENT_ID } from 'backstage-plugin-eks-environments-common';

/** The id of the environment that an entity stands for. */
export function environmentIdOf(entity: Entity): string | undefined {
  return entity.metadata.annotations?.[ENVIRONMENT_ID];
}

/** Whether an entity is one of our clusters. */
export function isEnvironment(entity: Entity): boolean {
  return environmentIdOf(entity) !== undefined;
}

/** The id of the environment on whose entity page we are; the extensions' filters see to it that there is one. */
export function useEnvironmentId(): string {
  return environmentIdOf(useEntity().entity) ?? '';
}
