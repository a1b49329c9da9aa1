import type { Translate } from './translation';

const names = [
  'control-plane',
  'nodes',
  'disk',
  'monitoring',
  'nat',
  'vpc-endpoints',
  'ipv4',
] as const;

/** What an item of a cost is called; a name that a newer backend made up stays as it is. */
export function costItemLabel(name: string, t: Translate): string {
  const known = names.find(candidate => candidate === name);
  return known ? t(`format.costItem.${known}`) : name;
}
