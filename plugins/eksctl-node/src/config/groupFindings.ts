import { patternOf } from './configSchema';
import { segmentsOfPath } from '../model/paths';
import { Finding } from '../model/Finding';

/** As many places are named; more do not help anybody to find them. */
const NAMED_PLACES = 20;

/**
 * Makes one finding of those that say the same of places that are alike, such as the ssh key of each node group. The path of such a finding
 * is the pattern of the places.
 */
export function groupFindings(findings: readonly Finding[]): Finding[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = JSON.stringify([
      finding.severity,
      finding.code,
      generalized(finding).message,
    ]);
    const group = groups.get(key) ?? [];
    group.push(finding);
    groups.set(key, group);
  }
  return [...groups.values()].map(merge);
}

function merge(group: Finding[]): Finding {
  const [first] = group;
  const places = [...new Set(group.flatMap(({ path }) => path ?? []))];
  if (places.length < 2) {
    return first;
  }
  const { path, message } = generalized(first);
  return {
    ...first,
    path,
    message: `${message} (${places.length} places)`,
    places: places.slice(0, NAMED_PLACES),
  };
}

/** A finding as it would read for all places that are alike. */
function generalized({ path, message }: Finding) {
  const pattern = path && patternOf(segmentsOfPath(path));
  return pattern
    ? { path: pattern, message: message.replaceAll(path, pattern) }
    : { path, message };
}
