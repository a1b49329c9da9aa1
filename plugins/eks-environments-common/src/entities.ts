import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  DEFAULT_NAMESPACE,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { ENVIRONMENT_ID } from './annotations';

/** Type of the location that the portal's entity provider sets on its entities. Nobody can register a location of this type. @public */
export const ENTITY_LOCATION_TYPE = 'eks-environments';

/** `spec.type` of the portal's entities; the Kubernetes plugin searches for it. @public */
export const ENTITY_TYPE = 'kubernetes-cluster';

/** `spec.type` of the templates that the portal makes from blueprints. @public */
export const BLUEPRINT_TEMPLATE_TYPE = 'eks-environment';

/** Reference of an environment's entity, while it is in the catalog. @public */
export function environmentEntityRef(environment: {
  clusterName: string;
}): string {
  return stringifyEntityRef({
    kind: 'Resource',
    namespace: DEFAULT_NAMESPACE,
    name: environment.clusterName,
  });
}

/**
 * Id of the environment that an entity of the portal's provider represents; `undefined` for every other entity.
 *
 * @remarks
 *
 * Anybody who can register entities can set the portal's annotation on one, but not its location, which the catalog sets. Before acting
 * on the environment, check the entity with {@link isEntityOf}.
 *
 * @public
 */
export function environmentIdOf(entity: Entity): string | undefined {
  const annotations = entity.metadata.annotations ?? {};
  const id = annotations[ENVIRONMENT_ID];
  const isOfProvider =
    entity.kind.toLocaleLowerCase('en') === 'resource' &&
    entity.spec?.type === ENTITY_TYPE &&
    [ANNOTATION_LOCATION, ANNOTATION_ORIGIN_LOCATION].every(
      key =>
        annotations[key]?.startsWith(`${ENTITY_LOCATION_TYPE}:`) &&
        annotations[key].endsWith(`/environments/${id}`),
    );
  return id && isOfProvider ? id : undefined;
}

/** Whether an entity is the one that the portal's provider created for an environment. @public */
export function isEntityOf(
  entity: Entity,
  environment: { id: string; clusterName: string },
): boolean {
  return (
    environmentIdOf(entity) === environment.id &&
    stringifyEntityRef(entity) === environmentEntityRef(environment)
  );
}
