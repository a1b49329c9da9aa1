import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { JsonValue } from '@backstage/types';
import { closestTo } from 'backstage-plugin-safe-text-node';
import type { ConfigSection } from 'backstage-plugin-eks-environments-node';
import { knownKeys } from './knownKeys';

const ROOT = 'eksEnvironments';

/** The key of the sections that modules register. */
const MODULES = 'modules';

/** The keys below a key; empty if its value is not checked. */
type KeyTree = Map<string, KeyTree>;

/**
 * Refuses keys under `eksEnvironments` that nothing reads: a misspelt limit would silently not apply.
 *
 * @param sections - those of the installed modules
 * @throws InputError that names each of them, with the key that was probably meant, or those that are possible
 */
export function refuseUnknownKeys(
  config: Config,
  sections: readonly ConfigSection[],
): void {
  const tree = toTree([
    ...knownKeys.filter(key => key !== `${MODULES}.*`),
    ...sections.flatMap(({ id, keys }) =>
      keys.map(key => `${MODULES}.${id}.${key}`),
    ),
  ]);
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
  if (closest !== undefined) {
    return ` (did you mean ${closest}?)`;
  }
  if (key === MODULES) {
    return ' (no installed module has registered a section)';
  }
  return names.length === 0 ? '' : ` (must be one of ${names.join(', ')})`;
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
