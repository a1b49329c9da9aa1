/**
 * The delay in seconds after attempt number `attempt`. It doubles with each attempt, with a random jitter of up to half, so that attempts
 * that failed together are not retried together.
 */
export function backoffSeconds(
  attempt: number,
  options: { first: number; maximum: number; random?: () => number },
): number {
  const { first, maximum, random = Math.random } = options;
  const full = Math.min(maximum, first * 2 ** Math.max(0, attempt - 1));
  return full * (0.5 + random() / 2);
}
