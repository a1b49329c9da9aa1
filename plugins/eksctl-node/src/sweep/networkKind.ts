import { EC2Client } from '@aws-sdk/client-ec2';
import { networkLeftovers, NetworkResource } from './networkProof';
import { Leftover } from './Leftover';
import { SweepKind } from './SweepKind';

/** A resource of a network, as its kind describes it. */
export type DescribedInNetwork = NetworkResource & {
  /** What people call it. */
  name?: string;
  /** In any spelling, such as `deleting`; a resource that is `deleted` counts as gone. */
  state?: string;
};

type NetworkKind<T> = Omit<SweepKind, 'find' | 'remove'> & {
  /** Whether a VPC can not be deleted while it has one. */
  holdsVpc: boolean;
  /** Whether it can only be in a VPC. Without a VPC of ours, none is looked for. */
  isBoundToVpc?: boolean;
  /** All in the region, in pages. */
  list(client: EC2Client): AsyncIterable<T[]>;
  describe(item: T): DescribedInNetwork;
  remove(ec2: EC2Client, id: string): Promise<void>;
};

/**
 * A kind of resource that belongs to a network.
 *
 * All of a region are looked at, not only those with tags: CloudFormation can not tag every type, and what is not ours but holds a VPC of
 * ours has to be named.
 */
export function networkKind<T>(kind: NetworkKind<T>): SweepKind {
  const { holdsVpc, isBoundToVpc, list, describe, remove, ...named } = kind;
  return {
    ...named,
    async find({ ec2 }, target, known) {
      const found = new Map<string, Leftover>();
      if (isBoundToVpc && (await known.vpcs()).size === 0) {
        return [];
      }
      for await (const items of list(ec2)) {
        for (const item of items) {
          const { state = '', name, ...resource } = describe(item);
          if (state.toLowerCase() === 'deleted') {
            continue;
          }
          const leftovers = await networkLeftovers(resource, target, known, {
            isBeingRemoved: state.toLowerCase() === 'deleting',
          });
          for (const leftover of leftovers) {
            found.set(leftover.id, leftover);
          }
          const { id, vpcId } = resource;
          if (holdsVpc && leftovers.length === 0 && id && vpcId) {
            known.addForeign(vpcId, { kind: kind.name, id, name });
          }
        }
      }
      return [...found.values()];
    },
    remove: ({ ec2 }, id) => remove(ec2, id),
  };
}

/** What a paginator of EC2 gives, as lists. */
export async function* pagesOf<Page, T>(
  pages: AsyncIterable<Page>,
  itemsOf: (page: Page) => T[] | undefined,
): AsyncGenerator<T[]> {
  for await (const page of pages) {
    yield itemsOf(page) ?? [];
  }
}
