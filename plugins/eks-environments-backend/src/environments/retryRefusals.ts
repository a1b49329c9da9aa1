import type { Message } from 'backstage-plugin-eks-environments-common';

/** Why a failed creation cannot be retried while a revision of it is pending. */
export const revisionPending: Message = {
  code: 'revision-pending',
  message: 'A revision waits for a decision; withdraw that request first',
};

/** Why a failed creation cannot be retried any more. */
export function retriesUsedUp(retries: number, limit: number): Message {
  return {
    code: 'retries-used-up',
    params: { retries, limit },
    message: `It was retried ${retries} of ${limit} times; revise its values or delete it`,
  };
}
