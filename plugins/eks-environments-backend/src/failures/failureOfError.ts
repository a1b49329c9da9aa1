import { classifyFailure, type Failure } from 'backstage-plugin-eksctl-node';
import { isBrokenCircuitError } from 'cockatiel';

/** Errors of Node's network stack and of the credentials' way to us: AWS was not reached. */
const UNREACHABLE =
  /ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|socket hang up|TimeoutError|CredentialsProviderError/;

/**
 * What an error that was thrown by an AWS client, or by ourselves, means.
 *
 * @remarks
 *
 * What nobody knows is tried again: each step of the engine may be run twice, and attempts are limited.
 */
export function failureOfError(error: unknown): Failure {
  const cause = describe(error);
  if (
    UNREACHABLE.test(cause) ||
    isServerFault(error) ||
    isBrokenCircuitError(error)
  ) {
    return {
      class: 'transient',
      cause,
      developerMessage: 'AWS could not be reached for a moment.',
      operatorMessage: 'A call to AWS failed on the way or inside AWS.',
      remedy: 'The portal tries again by itself.',
      retry: 'backoff',
    };
  }
  const failure = classifyFailure({
    exit: { kind: 'failed', exitCode: 1 },
    lines: [{ level: 'critical', stream: 'stderr', text: cause }],
  });
  return failure.class === 'unknown'
    ? { ...failure, retry: 'backoff' }
    : failure;
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  const code = 'code' in error && error.code ? ` (${error.code})` : '';
  return `${error.name}: ${error.message}${code}`;
}

function isServerFault(error: unknown): boolean {
  const { $metadata } = error as {
    $metadata?: { httpStatusCode?: number };
  };
  return ($metadata?.httpStatusCode ?? 0) >= 500;
}
