import { failureKinds } from '../failures/failureKinds';
import { Failure } from '../failures/types';
import { PreflightCheck } from './types';

/**
 * Why a cluster that was looked at should not even be begun; undefined when nothing certain is in the way. What could not be checked is not.
 *
 * @public
 */
export function failureOfPreflight(
  checks: readonly PreflightCheck[],
): Failure | undefined {
  const refused = checks.filter(({ outcome }) => outcome === 'failed');
  if (refused.length > 0) {
    return { ...failureKinds.notOffered, cause: formatChecks(refused) };
  }
  const full = checks.filter(
    ({ outcome, limit }) => outcome === 'warning' && limit !== undefined,
  );
  if (full.length === 0) {
    return undefined;
  }
  const failure: Failure = {
    ...failureKinds.noRoom,
    cause: formatChecks(full),
  };
  return full.some(isUsedUp) ? failure : { ...failure, concerns: 'request' };
}

/** Not a little room too few: none, of what every cluster takes. vCPUs are counted by family, and there are others. */
function isUsedUp({ check, used = 0, limit = 0 }: PreflightCheck): boolean {
  return check !== 'vcpu' && used >= limit;
}

function formatChecks(checks: PreflightCheck[]): string {
  return checks.map(({ message }) => message).join('; ');
}
