import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { ConflictError } from '@backstage/errors';
import { useEntity } from '@backstage/plugin-catalog-react';
import type { QueryClient } from '@tanstack/react-query';
import {
  environmentIdOf,
  isEntityOf,
  type Environment,
} from 'backstage-plugin-eks-environments-common';
import { useEnvironment } from '../query';

/** Whether an entity is a cluster of EKS Environments. @public */
export function isEnvironment(entity: Entity): boolean {
  return environmentIdOf(entity) !== undefined;
}

/**
 * The environment of the current entity page; the extensions' filters ensure that there is one.
 *
 * @remarks
 *
 * An entity with the id of another environment shows nothing of that environment and offers no action on it.
 */
export function useEntityEnvironment(queryClient?: QueryClient): {
  data?: Environment;
  error: Error | null;
  refetch(): void;
} {
  const { entity } = useEntity();
  const { data, error, refetch } = useEnvironment(
    environmentIdOf(entity) ?? '',
    queryClient,
  );
  if (data && !isEntityOf(entity, data)) {
    return {
      error: new ConflictError(
        `${stringifyEntityRef(entity)} is not the entity of environment ${
          data.id
        }, which is ${data.entityRef ?? 'not in the catalog'}`,
      ),
      refetch,
    };
  }
  return { data, error, refetch };
}
