import type { Failure } from 'backstage-plugin-eksctl-node';
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
    return takeovers > most
      ? { kind: 'failed', failure: fatal(takeovers) }
      : procedure(work);
  };
}

function fatal(deaths: number): Failure {
  return {
    class: 'unknown',
    cause: `The portal died ${deaths} times while it worked on this`,
    developerMessage: `The portal stopped ${deaths} times while it worked on this, and does not begin again by itself.`,
    operatorMessage:
      'Each time a replica ended without a word while it had this operation, so the operation may be what ends them: see their logs, their memory and how they exited.',
    remedy:
      'The platform team must find out why; what stands in AWS stays until somebody tries again or deletes it.',
    retry: 'never',
  };
}
