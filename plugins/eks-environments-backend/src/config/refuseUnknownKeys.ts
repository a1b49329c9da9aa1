import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { JsonValue } from '@backstage/types';
import { closestTo } from 'backstage-plugin-safe-text-node';
import { knownKeys } from './knownKeys';

const ROOT = 'eksEnvironments';

/** The keys below a key; empty if its value is not checked. */
type KeyTree = Map<string, KeyTree>;

const tree = toTree(knownKeys);

/**
 * Refuses keys under `eksEnvironments` that nothing reads: a misspelt limit would silently not apply.
 *
 * @throws InputError that names each of them, with the key that was probably meant
 */
export function refuseUnknownKeys(config: Config): void {
  const value = config.getOptional(ROOT);
  const unknown = value === undefined ? [] : findUnknown(value, tree, ROOT);
  if (unknown.length > 0) {
    throw new InputError(`Unknown configuration keys: ${unknown.join('; ')}`);
  }
}

function findUnknown(value: JsonValue, keys: KeyTree, path: string): string[] {
  // Whoever reads the key refuses a value that should be a map and is not.
  if (keys.size === 0 || value === null || typeof value !== 'object') {
    return [];
  }
  if (Array.isArray(value)) {
    const item = keys.get('[]');
    return item
      ? value.flatMap((child, index) =>
          findUnknown(child, item, `${path}[${index}]`),
        )
      : [];
  }
  return Object.entries(value).flatMap(([key, child]) => {
    const below = keys.get(key) ?? keys.get('*');
    if (!below) {
      return [`${path}.${key}${suggestion(key, [...keys.keys()])}`];
    }
    return child === undefined
      ? []
      : findUnknown(child, below, `${path}.${key}`);
  });
}

function suggestion(key: string, siblings: string[]): string {
  const names = siblings.filter(name => name !== '[]' && name !== '*');
  const closest = closestTo(key, names);
  return closest === undefined ? '' : ` (did you mean ${closest}?)`;
}

function toTree(paths: readonly string[]): KeyTree {
  const root: KeyTree = new Map();
  for (const path of paths) {
    let place = root;
    for (const part of path.replaceAll('[]', '.[]').split('.')) {
      const below: KeyTree = place.get(part) ?? new Map();
      place.set(part, below);
      place = below;
    }
  }
  return root;
}
