/**
 * Matches whole codes: `codes('AccessDenied')` matches `AccessDenied` and `AccessDeniedException`, but not `ErrorAccessDeniedHere`.
 *
 * @param names - each may be a pattern, such as `\\w+LimitExceeded`
 */
export function codes(...names: string[]): RegExp {
  return new RegExp(`^(?:${names.join('|')})(?:Exception|Fault)?$`);
}
