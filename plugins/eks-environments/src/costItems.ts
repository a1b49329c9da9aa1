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

/** The label of a cost item; the name of an unknown item of a newer backend is returned unchanged. */
export function costItemLabel(name: string, t: Translate): string {
  const known = names.find(candidate => candidate === name);
  return known ? t(`format.costItem.${known}`) : name;
}
