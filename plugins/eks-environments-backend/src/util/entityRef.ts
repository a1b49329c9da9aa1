import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

// An installation can allow more names than the catalog does by default, but none with these characters.
const NO_PART = /[\s\p{Cc}\p{Cs}\p{Zl}\p{Zp}/:]/u;

/**
 * Parses an entity reference into the format of the catalog and of claims: in lower case, with kind and namespace.
 *
 * @throws Error when the catalog cannot have an entity with this reference
 */
export function normalizeEntityRef(
  text: string,
  defaultKind = 'group',
): string {
  const parsed = parseEntityRef(text, {
    defaultKind,
    defaultNamespace: 'default',
  });
  if (Object.values(parsed).some(part => NO_PART.test(part))) {
    throw new Error(`"${text}" is no entity reference`);
  }
  return stringifyEntityRef(parsed);
}
