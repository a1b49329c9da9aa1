import type { Message } from 'backstage-plugin-eks-environments-common';

/** Why a failed creation cannot be retried or revised while a request about it is pending. */
export const requestPending: Message = {
  code: 'request-pending',
  message:
    'A request about this environment waits for a decision; withdraw it first',
};

/** Why a failed creation cannot be retried any more. */
export function retriesUsedUp(retries: number, limit: number): Message {
  return {
    code: 'retries-used-up',
    params: { retries, limit },
    message: `It was retried ${retries} of ${limit} times; revise its values or delete it`,
  };
}
