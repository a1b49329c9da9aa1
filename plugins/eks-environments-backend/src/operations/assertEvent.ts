import { eventTypes } from 'backstage-plugin-eks-environments-common';
import type { OperationEvent } from 'backstage-plugin-eks-environments-node';

const MAXIMUM = 64; // characters, the size of the column

const own = /^[a-z0-9-]+\.[a-z0-9-]+$/;

/**
 * Checks the type of an event of an operation type or a request type.
 *
 * @throws Error when it is neither one of the portal's nor one of the type's own
 */
export function assertEvent(
  { type: owner }: { type: string },
  event: OperationEvent | undefined,
): void {
  if (!event) {
    return;
  }
  const { type } = event;
  const isOwn =
    type.startsWith(`${owner}.`) && own.test(type) && type.length <= MAXIMUM;
  if (!isOwn && !(eventTypes as readonly string[]).includes(type)) {
    throw new Error(
      `the type of the event must be ${owner}.<what happened>, with at most ${MAXIMUM} lower-case letters, digits and hyphens, or one of the portal's, not "${type}"`,
    );
  }
}
