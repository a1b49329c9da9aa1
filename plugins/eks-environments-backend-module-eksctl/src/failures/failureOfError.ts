import {
  classifyFailure,
  type FailedWork,
  type Failure,
} from 'backstage-plugin-eksctl-node';
import { redact } from 'backstage-plugin-safe-text-node';
import { isBrokenCircuitError } from 'cockatiel';
import { eksctlFailure } from './eksctlFailures';

/** Codes and names of errors of Node's network stack and of the SDK's: AWS was not reached. */
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'TimeoutError',
  'NetworkingError',
]);

/** How deep an error may be wrapped. */
const DEEPEST = 5;

/**
 * The failure that an error of an AWS client stands for.
 *
 * @returns undefined if no rule knows the error
 */
export function failureOfError(error: unknown): Failure | undefined {
  const cause = causeOf(error);
  if (isUnreachable(error) || isBrokenCircuitError(error)) {
    return eksctlFailure('awsUnreachable', { cause });
  }
  const failure = failureOfTexts([cause]);
  if (failure) {
    return failure;
  }
  // A code comes before the status: EC2 says with 500 that it has no capacity.
  return isServerFault(error)
    ? eksctlFailure('awsUnreachable', { cause })
    : undefined;
}

/**
 * The failure that texts of AWS stand for.
 *
 * @param during - omitted: derived from the texts
 * @returns undefined if no rule knows any of them
 */
export function failureOfTexts(
  texts: readonly string[],
  during?: FailedWork,
): Failure | undefined {
  const failure = classifyFailure({
    during,
    exit: { kind: 'failed', exitCode: 1 },
    lines: texts.map(text => ({ level: 'critical', stream: 'stderr', text })),
  });
  return failure.code === 'unknown' ? undefined : failure;
}

/** The error in one line, without secrets. */
export function causeOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return redact(String(error));
  }
  const code = 'code' in error && error.code ? ` (${error.code})` : '';
  return redact(`${error.name}: ${error.message}${code}`);
}

/** Looks at the error, at what caused it, and at what it holds several of, such as one for each address of a host. */
function isUnreachable(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > DEEPEST) {
    return false;
  }
  const code = 'code' in error ? String(error.code) : '';
  const inner = [
    error.cause,
    ...(error instanceof AggregateError ? error.errors : []),
  ];
  return (
    UNREACHABLE.has(code) ||
    UNREACHABLE.has(error.name) ||
    inner.some(each => isUnreachable(each, depth + 1))
  );
}

function isServerFault(error: unknown): boolean {
  const { $metadata } = Object(error) as {
    $metadata?: { httpStatusCode?: number };
  };
  return ($metadata?.httpStatusCode ?? 0) >= 500;
}
