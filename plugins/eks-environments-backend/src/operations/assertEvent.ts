import { eventTypes } from 'backstage-plugin-eks-environments-common';
import type {
  AnyOperationType,
  OperationEvent,
} from 'backstage-plugin-eks-environments-node';

const MAXIMUM = 64; // characters, the size of the column

const own = /^[a-z0-9-]+\.[a-z0-9-]+$/;

/**
 * Checks the type of an event that a hook of an operation type returned.
 *
 * @throws Error when it is neither one of the portal's nor one of the operation type's own
 */
export function assertEvent(
  { type: operation }: Pick<AnyOperationType, 'type'>,
  event: OperationEvent | undefined,
): void {
  if (!event) {
    return;
  }
  const { type } = event;
  const isOwn =
    type.startsWith(`${operation}.`) &&
    own.test(type) &&
    type.length <= MAXIMUM;
  if (!isOwn && !(eventTypes as readonly string[]).includes(type)) {
    throw new Error(
      `the type of the event must be ${operation}.<what happened>, with at most ${MAXIMUM} lower-case letters, digits and hyphens, or one of the portal's, not "${type}"`,
    );
  }
}
