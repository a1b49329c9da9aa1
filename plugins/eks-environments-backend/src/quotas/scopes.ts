import { InputError } from '@backstage/errors';
import { parseOwnerRef } from '../access/ownerRef';

/** The scope of all environments. */
export const EVERYONE = 'everyone';

/** @throws InputError when it is neither `everyone` nor the entity reference of a group or user */
export function toScope(text: string): string {
  if (text === EVERYONE) {
    return text;
  }
  const scope = text.includes(':') ? parseOwnerRef(text) : undefined;
  if (scope === undefined) {
    throw new InputError(
      `scope must be ${EVERYONE} or the entity reference of a group or user, such as group:default/team`,
    );
  }
  return scope;
}
