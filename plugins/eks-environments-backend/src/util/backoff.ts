/**
 * A pause before the attempt that follows attempt number `attempt`: doubled each time, and somewhere between half and all of that, so
 * that what failed together does not come back together.
 */
export function backoffSeconds(
  attempt: number,
  options: { first: number; maximum: number; random?: () => number },
): number {
  const { first, maximum, random = Math.random } = options;
  const full = Math.min(maximum, first * 2 ** Math.max(0, attempt - 1));
  return full * (0.5 + random() / 2);
}
