import type {
  Environment,
  Failure,
  Operation,
} from 'backstage-plugin-eks-environments-common';

/*
 * What a failure means is for everybody who sees the environment. What AWS and eksctl said word by word, with the names of roles and
 * accounts, is for those who may read the log, which it is taken from.
 */

/** An environment as those see it who may not read its log. */
export function withoutRawFailures(environment: Environment): Environment {
  const { breaker, operation, failure } = environment;
  return {
    ...environment,
    failure: failure && inPlainWords(failure),
    operation: operation && withoutRawFailure(operation),
    breaker: breaker && { ...breaker, failure: inPlainWords(breaker.failure) },
  };
}

/** An operation as those see it who may not read its log. */
export function withoutRawFailure(operation: Operation): Operation {
  const { failure } = operation;
  return { ...operation, failure: failure && inPlainWords(failure) };
}

function inPlainWords(failure: Failure): Failure {
  const { operatorMessage, cause, ...plain } = failure;
  return plain;
}
