import { Filter, Tag } from '@aws-sdk/client-ec2';
import { provenLeftovers, tagKeysOf, tagMap } from './proof';
import { SweepTarget } from './SweepTarget';
import { Leftover } from './Leftover';

/** AWS filters by key; the values are compared here, because a filter cannot express "this key with that value, or another key". */
export function tagFilters(target: SweepTarget): Filter[] {
  return [{ Name: 'tag-key', Values: tagKeysOf(target) }];
}

/** The EC2 resources that provably belong to the target. */
export function proven<T extends { Tags?: Tag[] }>(
  target: SweepTarget,
  resources: T[],
  idOf: (resource: T) => string | undefined,
  knownOf: (resource: T) => Omit<Leftover, 'id' | 'proof'> = () => ({}),
): Leftover[] {
  return resources.flatMap(resource =>
    provenLeftovers(
      target,
      idOf(resource),
      tagMap(resource.Tags),
      knownOf(resource),
    ),
  );
}
