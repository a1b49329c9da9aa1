import { normalizeEntityRef } from '../util/entityRef';

/** The requirement for an owner, as the end of a sentence that begins with the field. */
export const OWNER_RULE =
  'must be the entity reference of a group or user, such as group:default/team';

/** The length of the columns of owners and scopes. */
const MAXIMUM_LENGTH = 255; // characters

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
    const entityRef = normalizeEntityRef(text);
    return /^(group|user):/.test(entityRef) ? entityRef : undefined;
  } catch {
    return undefined;
  }
}
