import type { Failure as StoredFailure } from 'backstage-plugin-eks-environments-common';
import type { OperationFailure } from 'backstage-plugin-eks-environments-node';

/** A failure as the tables keep it and the API shows it, with the remedy that is true while what follows is still to come. */
export function toStoredFailure(
  failure: OperationFailure,
  options: {
    at: string;
    next: NonNullable<StoredFailure['next']>;
    standing?: string[];
  },
): StoredFailure {
  return {
    code: failure.code,
    params: failure.params,
    class: failure.class,
    message: failure.developerMessage,
    operatorMessage: failure.operatorMessage,
    remedy: options.next === 'retry' ? failure.whileRetrying : failure.remedy,
    next: options.next,
    cause: failure.cause,
    retry: failure.retry,
    ...(options.standing ? { standing: options.standing } : {}),
    at: options.at,
  };
}
