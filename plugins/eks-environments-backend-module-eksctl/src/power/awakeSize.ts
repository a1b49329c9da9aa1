import { EKS_ENVIRONMENTS_PREFIX } from 'backstage-plugin-eks-environments-common';
import type { Band, ScalableGroup } from 'backstage-plugin-eksctl-node';

/**
 * The tag that a node group has from the beginning of a hibernation to the end of the resumption. Its value is the size to restore, so AWS
 * alone can tell it, even without the portal's database.
 */
export const AWAKE_SIZE = `${EKS_ENVIRONMENTS_PREFIX}/awake-size`;

/** @returns minimum, desired and maximum number of nodes, such as `1/2/4` */
export function formatSize({ min, desired, max }: Band): string {
  return [min, desired, max].join('/');
}

/** @returns undefined when the text is not a size that a node group can have */
export function parseSize(text: unknown): Band | undefined {
  const match = /^(\d{1,5})\/(\d{1,5})\/(\d{1,5})$/.exec(String(text));
  if (!match) {
    return undefined;
  }
  const [min, desired, max] = match.slice(1).map(Number);
  return min <= desired && desired <= max && max > 0
    ? { min, desired, max }
    : undefined;
}

/** The size of a node group before its hibernation; undefined if it is not hibernated, or somebody changed the tag to something else. */
export function taggedSize({
  tags,
}: Pick<ScalableGroup, 'tags'>): Band | undefined {
  return parseSize(tags[AWAKE_SIZE]);
}
