import { patternOf } from './configSchema';
import { segmentsOfPath } from '../model/paths';
import { Finding } from '../model/Finding';

/** Maximum number of places that a finding lists. */
const NAMED_PLACES = 20;

/**
 * Merges findings that say the same about similar places, such as the ssh key of each node group. The path of the merged finding is the
 * pattern of the places.
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

/** A finding in the form that applies to all similar places. */
function generalized({ path, message }: Finding) {
  const pattern = path && patternOf(segmentsOfPath(path));
  return pattern
    ? { path: pattern, message: message.replaceAll(path, pattern) }
    : { path, message };
}
