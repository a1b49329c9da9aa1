import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

/** The requirement for an owner, as the end of a sentence that begins with the field. */
export const OWNER_RULE =
  'must be the entity reference of a group or user, such as group:default/team';

/** The length of the columns of owners and scopes. */
const MAXIMUM_LENGTH = 255; // characters

// An installation can allow more names than the catalog does by default, but none with these characters.
const NO_PART = /[\s\p{Cc}\p{Cs}\p{Zl}\p{Zp}/:]/u;

/**
 * Parses the entity reference of a group or user into the format of the catalog. The default kind is group.
 *
 * @returns undefined when the catalog cannot have an entity with this reference
 */
export function parseOwnerRef(text: string): string | undefined {
  if (text.length > MAXIMUM_LENGTH) {
    return undefined;
  }
  try {
    const parsed = parseEntityRef(text, {
      defaultKind: 'group',
      defaultNamespace: 'default',
    });
    const isWhole = ![parsed.namespace, parsed.name].some(part =>
      NO_PART.test(part),
    );
    const entityRef = stringifyEntityRef(parsed);
    return isWhole && /^(group|user):/.test(entityRef) ? entityRef : undefined;
  } catch {
    return undefined;
  }
}
