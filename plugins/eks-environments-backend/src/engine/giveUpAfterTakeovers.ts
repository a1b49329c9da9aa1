import { ownFailure } from '../failures';
import type { Procedure } from './types';

/**
 * A procedure that is not begun again when too many of its workers died over it: it may be what kills them, and then it would end one
 * replica after the other for ever.
 *
 * @param most - takeovers of one attempt
 */
export function giveUpAfterTakeovers(
  most: number,
  procedure: Procedure,
): Procedure {
  return async work => {
    const { takeovers } = work.operation;
    if (takeovers <= most) {
      return procedure(work);
    }
    const deaths = String(takeovers);
    return {
      kind: 'failed',
      failure: ownFailure('takeoversUsedUp', {
        cause: `The portal died ${deaths} times while it worked on this`,
        deaths,
      }),
    };
  };
}
