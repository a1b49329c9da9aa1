import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

/** What an owner has to be, as the end of a sentence that begins with the field. */
export const OWNER_RULE =
  'must be the entity reference of a group or user, such as group:default/team';

/** As the columns of owners and scopes have. */
const MAXIMUM_LENGTH = 255; // characters

// Installations may allow more names than the catalog does by itself, but none with these.
const NO_PART = /[\s\p{Cc}\p{Cs}\p{Zl}\p{Zp}/:]/u;

/**
 * The entity reference of a group or user as the catalog writes it; a kind that is left out is group.
 *
 * @returns undefined when the text is none that the catalog can have
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
