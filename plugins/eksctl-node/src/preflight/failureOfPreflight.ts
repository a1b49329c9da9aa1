import { codedKind } from '../failures/failureKinds';
import { Failure } from '../failures/types';
import { PreflightCheck } from './types';

/**
 * Why a checked cluster should not be started; undefined when nothing certain prevents it. A check that could not be made does not
 * prevent it.
 *
 * @public
 */
export function failureOfPreflight(
  checks: readonly PreflightCheck[],
): Failure | undefined {
  const refused = checks.filter(({ outcome }) => outcome === 'failed');
  if (refused.length > 0) {
    return { ...codedKind('notOffered'), cause: formatChecks(refused) };
  }
  const full = checks.filter(
    ({ outcome, limit }) => outcome === 'warning' && limit !== undefined,
  );
  if (full.length === 0) {
    return undefined;
  }
  const failure: Failure = {
    ...codedKind('noRoom'),
    cause: formatChecks(full),
  };
  return full.some(isUsedUp) ? failure : { ...failure, concerns: 'request' };
}

/** Only if every cluster needs the resource and none is left. vCPUs are counted by instance family, and other families may be free. */
function isUsedUp({ check, used = 0, limit = 0 }: PreflightCheck): boolean {
  return check !== 'vcpu' && used >= limit;
}

function formatChecks(checks: PreflightCheck[]): string {
  return checks.map(({ message }) => message).join('; ');
}
