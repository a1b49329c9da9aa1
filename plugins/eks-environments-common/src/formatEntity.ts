import { DEFAULT_NAMESPACE, parseEntityRef } from '@backstage/catalog-model';

/**
 * Formats an entity for display: `team-shop`, or `search/team-shop` outside the default namespace. A text that is not an entity
 * reference, such as the name of a program that calls the API, is returned unchanged.
 *
 * @public
 */
export function formatEntityName(entityRef: string): string {
  return formatWith(entityRef, (_, name) => name);
}

/**
 * Formats an entity with its kind, as in `group team-shop`, where the kind is not clear from the rest of the sentence.
 *
 * @public
 */
export function formatEntity(entityRef: string): string {
  return formatWith(entityRef, (kind, name) => `${kind} ${name}`);
}

function formatWith(
  entityRef: string,
  format: (kind: string, name: string) => string,
): string {
  const parsed = tryParse(entityRef);
  if (!parsed) {
    return entityRef;
  }
  const { kind, namespace, name } = parsed;
  return format(
    kind.toLocaleLowerCase('en'),
    namespace === DEFAULT_NAMESPACE ? name : `${namespace}/${name}`,
  );
}

function tryParse(entityRef: string) {
  try {
    return parseEntityRef(entityRef);
  } catch {
    return undefined;
  }
}
