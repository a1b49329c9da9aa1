import type { Failure as StoredFailure } from 'backstage-plugin-eks-environments-common';
import type { Failure } from 'backstage-plugin-eksctl-node';

/** A failure as the tables keep it and the API shows it. */
export function toStoredFailure(failure: Failure, at: string): StoredFailure {
  return {
    class: failure.class,
    message: failure.developerMessage,
    operatorMessage: failure.operatorMessage,
    remedy: failure.remedy,
    cause: failure.cause,
    retry: failure.retry,
    at,
  };
}
