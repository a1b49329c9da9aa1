import { ConflictError, InputError } from '@backstage/errors';

/** Ids that are stored, within the size of their columns. */
const ID = /^[a-z][a-z0-9-]{0,31}$/;

/**
 * Checks the ids of an operation type or provisioner, and of its phases.
 *
 * @param owner - what has the ids, such as `the operation type create`
 * @throws InputError when an id is not valid; ConflictError when two phases have the same id
 */
export function assertIds(
  owner: string,
  id: string,
  phases: readonly { id: string }[],
): void {
  const ids = phases.map(phase => phase.id);
  const wrong = [id, ...ids].find(each => !ID.test(each));
  if (wrong !== undefined) {
    throw new InputError(
      `The id ${wrong} of ${owner} must be 1 to 32 lower-case letters, digits and hyphens, and begin with a letter`,
    );
  }
  const repeated = ids.find((each, index) => ids.indexOf(each) !== index);
  if (repeated !== undefined) {
    throw new ConflictError(
      `${owner.charAt(0).toUpperCase()}${owner.slice(
        1,
      )} has two phases ${repeated}`,
    );
  }
}
