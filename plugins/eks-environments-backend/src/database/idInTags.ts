import type { EnvironmentRow } from '.';

/** The environment id that AWS's tags name: its own, or that of the gone environment which left what became this one. */
export function idInTags({
  id,
  tagged_as: taggedAs,
}: Pick<EnvironmentRow, 'id' | 'tagged_as'>): string {
  return taggedAs ?? id;
}
