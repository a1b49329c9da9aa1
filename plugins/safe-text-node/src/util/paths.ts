import { toVisible } from './characters';

/**
 * The keys and indexes of a JSON pointer.
 *
 * @public
 */
export function segmentsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map(segment => segment.replace(/~1/g, '/').replace(/~0/g, '~'));
}

/**
 * The path of an element of a list, such as `items[0]`.
 *
 * @public
 */
export function appendIndex(path: string, index: string | number): string {
  return `${path}[${index}]`;
}

/**
 * The path of an entry of a map, such as `items.name`, for display: invisible characters of the key are escaped, and a long key is
 * truncated.
 *
 * @public
 */
export function appendKey(path: string, key: string): string {
  const shown = toVisible(key);
  return path ? `${path}.${shown}` : shown;
}
