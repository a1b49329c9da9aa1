import type { EnvironmentRow } from '.';

/** The environment id in the ownership tags: its own, or that of the deleted environment whose leftovers became this one. */
export function idInTags({
  id,
  tagged_as: taggedAs,
}: Pick<EnvironmentRow, 'id' | 'tagged_as'>): string {
  return taggedAs ?? id;
}
