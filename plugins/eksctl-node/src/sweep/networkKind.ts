import { EC2Client } from '@aws-sdk/client-ec2';
import { networkLeftovers, NetworkResource } from './networkProof';
import { Leftover } from './Leftover';
import { SweepKind } from './SweepKind';

/** The description of a network resource. */
export type DescribedInNetwork = NetworkResource & {
  /** Display name. */
  name?: string;
  /** In any case, such as `deleting`; a resource that is `deleted` counts as deleted. */
  state?: string;
};

type NetworkKind<T> = Omit<SweepKind, 'find' | 'remove'> & {
  /** Whether it blocks the deletion of its VPC. */
  holdsVpc: boolean;
  /** Whether it exists only in a VPC. If the target has no VPC, it is not searched for. */
  isBoundToVpc?: boolean;
  /** All in the region, in pages. */
  list(client: EC2Client): AsyncIterable<T[]>;
  describe(item: T): DescribedInNetwork;
  remove(ec2: EC2Client, id: string): Promise<void>;
};

/**
 * A kind of network resource.
 *
 * All resources of the region are read, not only tagged ones: CloudFormation cannot tag every type, and foreign resources that block a
 * VPC of the target have to be reported.
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

/** The lists of an EC2 paginator. */
export async function* pagesOf<Page, T>(
  pages: AsyncIterable<Page>,
  itemsOf: (page: Page) => T[] | undefined,
): AsyncGenerator<T[]> {
  for await (const page of pages) {
    yield itemsOf(page) ?? [];
  }
}
