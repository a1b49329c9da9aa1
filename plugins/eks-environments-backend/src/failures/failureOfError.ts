import {
  classifyFailure,
  type Failure,
  failureKinds,
  redact,
} from 'backstage-plugin-eksctl-node';
import { isBrokenCircuitError } from 'cockatiel';
import { ownFailure } from './ownFailures';

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
  const cause = redact(describe(error));
  if (
    UNREACHABLE.test(cause) ||
    isServerFault(error) ||
    isBrokenCircuitError(error)
  ) {
    return ownFailure('awsUnreachable', { cause });
  }
  const failure = classifyFailure({
    exit: { kind: 'failed', exitCode: 1 },
    lines: [{ level: 'critical', stream: 'stderr', text: cause }],
  });
  return failure.operatorMessage === failureKinds.unknown.operatorMessage
    ? ownFailure('unforeseen', { cause: failure.cause })
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
