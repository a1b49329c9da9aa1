import type { Failure } from 'backstage-plugin-eks-environments-common';
import type { OperationFailure } from 'backstage-plugin-eks-environments-node';

/** What follows a failure. */
type AfterFailure = NonNullable<Failure['next']>;

/** A failure as the tables keep it. */
export interface StoredFailure extends Failure {
  /** The remedy once no retry is scheduled any more; `remedy` is the one that is true now. */
  finalRemedy: string;
}

const LATEST = '\n\nThe latest attempt: ';

/** A failure as the tables keep it, with the remedy that is true while what follows is still to come. */
export function toStoredFailure(
  failure: OperationFailure,
  options: {
    at: string;
    next: AfterFailure;
    existing?: string[];
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
    finalRemedy: failure.remedy,
    cause: failure.cause,
    retry: failure.retry,
    ...(options.existing ? { existing: options.existing } : {}),
    at: options.at,
  };
}

/**
 * The failure to show after another attempt failed.
 *
 * @remarks
 *
 * The cause that was recognized first stays: what a later attempt finds is often its consequence, and of the class `unknown`. The text of
 * the later attempt is kept with the raw text of the first.
 *
 * @param earlier - As the row of the operation has it; null if no attempt failed before
 */
export function withFirstCause(
  later: StoredFailure,
  earlier: string | null,
  next: AfterFailure,
): StoredFailure {
  const first: StoredFailure | undefined = earlier
    ? JSON.parse(earlier)
    : undefined;
  if (!first || first.class === 'unknown' || later.class !== 'unknown') {
    return later;
  }
  const [cause] = (first.cause ?? '').split(LATEST);
  return {
    ...first,
    remedy: next === 'retry' ? first.remedy : first.finalRemedy,
    next,
    cause: `${cause}${LATEST}${later.cause}`,
    retry: later.retry,
    existing: later.existing,
    at: later.at,
  };
}

/** A stored failure as the API shows it. */
export function readFailure(stored: string | null): Failure | undefined {
  if (stored === null) {
    return undefined;
  }
  const { finalRemedy, ...failure }: StoredFailure = JSON.parse(stored);
  return failure;
}
