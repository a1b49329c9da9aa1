import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  environmentIdOf,
  formatEntity,
  isEntityOf,
} from 'backstage-plugin-eks-environments-common';
import type { z as zod } from 'zod/v3';
import type { ActionTools } from './submitRequest';

/** How a step names the environment that it changes: by exactly one of the two. */
export const environmentReferenceSchema = {
  environmentId: (z: typeof zod) =>
    z
      .string()
      .optional()
      .describe('Id of the environment; this or entityRef is required'),
  entityRef: (z: typeof zod) =>
    z
      .string()
      .optional()
      .describe(
        'Entity of the environment in the catalog, such as a form with an EntityPicker gives it; this or environmentId is required',
      ),
};

/**
 * Id of the environment that a step names.
 *
 * @remarks
 *
 * An entity is accepted only if the portal's catalog module created it for the environment: anybody who can register entities can write
 * the id of any environment into one.
 *
 * @throws InputError if the step names none or two, or the entity is not the environment's own
 * @throws NotFoundError if the entity does not exist in the catalog
 */
export async function resolveEnvironmentId(options: {
  input: { environmentId?: string; entityRef?: string };
  tools: Pick<ActionTools, 'catalog' | 'environments'>;
  credentials: BackstageCredentials;
}): Promise<string> {
  const { tools, credentials } = options;
  const { environmentId, entityRef } = options.input;
  if (Boolean(environmentId) === Boolean(entityRef)) {
    throw new InputError('Either environmentId or entityRef must be given');
  }
  if (!entityRef) {
    return environmentId!;
  }
  const entity = await tools.catalog.getEntityByRef(entityRef, { credentials });
  if (!entity) {
    throw new NotFoundError(`The catalog has no ${formatEntity(entityRef)}`);
  }
  const id = environmentIdOf(entity);
  if (!id) {
    throw new InputError(
      `The ${formatEntity(
        entityRef,
      )} is not an environment: it does not come from EKS Environments`,
    );
  }
  const environment = await tools.environments.getEnvironment(id, {
    credentials,
  });
  if (!isEntityOf(entity, environment)) {
    throw new InputError(
      `The ${formatEntity(entityRef)} is not the entity of ${
        environment.name
      }, whose id it has`,
    );
  }
  return id;
}
