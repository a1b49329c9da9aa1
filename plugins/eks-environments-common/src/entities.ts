import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  DEFAULT_NAMESPACE,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { ENVIRONMENT_ID } from './annotations';

/** Type of the location that our provider gives its entities. Nobody can register a location of this type. @public */
export const ENTITY_LOCATION_TYPE = 'eks-environments';

/** `spec.type` of our entities; the Kubernetes plugin looks for it. @public */
export const ENTITY_TYPE = 'kubernetes-cluster';

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
 * Id of the environment that an entity of our provider stands for; `undefined` for every other entity.
 *
 * @remarks
 *
 * Anybody who can register entities can write our annotation into one, but not where an entity comes from: the catalog sets its
 * locations. What acts on the environment then checks it with {@link isEntityOf}.
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

/** Whether an entity is the one that our provider made for an environment. @public */
export function isEntityOf(
  entity: Entity,
  environment: { id: string; clusterName: string },
): boolean {
  return (
    environmentIdOf(entity) === environment.id &&
    stringifyEntityRef(entity) === environmentEntityRef(environment)
  );
}
