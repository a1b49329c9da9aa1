import { JsonObject, JsonValue } from '@backstage/types';
import {
  appendIndex,
  appendKey,
  segmentsOf,
} from 'backstage-plugin-safe-text-node';

/** Converts a JSON pointer such as `/managedNodeGroups/0/name` to `managedNodeGroups[0].name`. */
export function formatPath(pointer: string): string {
  return segmentsOf(pointer).reduce(
    (path, segment) =>
      /^\d+$/.test(segment)
        ? appendIndex(path, segment)
        : appendKey(path, segment),
    '',
  );
}

/**
 * The keys of a path such as `managedNodeGroups[0].name`; an element of a list is `[]`. Dots in user-defined keys also separate segments.
 */
export function segmentsOfPath(path: string): string[] {
  return path
    .replace(/\[\d+\]/g, '.[]')
    .split('.')
    .filter(Boolean);
}

/** A leaf of a config: a scalar, or an empty list or map. */
export type Leaf = {
  path: string;
  segments: string[];
  value: JsonValue | undefined;
};

/** Every leaf of a config. In `segments`, an element of a list is `[]`. */
export function leavesOf(config: JsonObject): Leaf[] {
  const leaves: Leaf[] = [];
  collect(config, '', []);
  return leaves;

  function collect(
    value: JsonValue | undefined,
    path: string,
    segments: string[],
  ): void {
    const children = childrenOf(value);
    if (children.length === 0) {
      leaves.push({ path, segments, value });
    }
    for (const [key, child] of children) {
      const isElement = Array.isArray(value);
      const childPath = isElement
        ? appendIndex(path, key)
        : appendKey(path, key);
      collect(child, childPath, [...segments, isElement ? '[]' : key]);
    }
  }
}

function childrenOf(
  value: JsonValue | undefined,
): Array<[string, JsonValue | undefined]> {
  return value !== null && typeof value === 'object'
    ? Object.entries(value)
    : [];
}

/**
 * Whether a pattern such as `managedNodeGroups[].labels.*` or `addons[].**` covers a leaf. `[]` is any element, `*` any one key, `**`
 * everything below.
 */
export function patternCovers(
  pattern: string,
  segments: readonly string[],
): boolean {
  const parts = pattern.replace(/\[\]/g, '.[]').split('.').filter(Boolean);
  for (const [index, part] of parts.entries()) {
    if (part === '**') {
      return true;
    }
    const segment = segments[index];
    if (segment === undefined) {
      // an empty list or map where the pattern expects entries is harmless
      return true;
    }
    if (part !== segment && !(part === '*' && segment !== '[]')) {
      return false;
    }
  }
  return parts.length === segments.length;
}
