import type { JsonObject } from '@backstage/types';
import type { OperationContext } from 'backstage-plugin-eks-environments-node';
import {
  type AwsClients,
  readScalableGroups,
  type ScalableGroup,
  tagGroup,
} from 'backstage-plugin-eksctl-node';
import { AWAKE_SIZE, formatSize, taggedSize } from './awakeSize';

/** Sizes by the names of node groups, as text. */
export type StoredSizes = Record<string, string>;

/** Stores the sizes that node groups have before a hibernation changes them. */
export class RememberedSizes {
  readonly #context: OperationContext<object>;
  readonly #clients: AwsClients;

  constructor(context: OperationContext<object>, clients: AwsClients) {
    this.#context = context;
    this.#clients = clients;
  }

  /** Stores the sizes of groups, except for those whose size is stored already: first in the database, then in AWS. */
  async remember(groups: readonly ScalableGroup[]): Promise<void> {
    const untagged = groups.filter(group => taggedSize(group) === undefined);
    if (untagged.length === 0) {
      return;
    }
    const known = sizesIn(this.#context.checkpoint);
    const sizes: StoredSizes = {
      ...Object.fromEntries(
        untagged.map(({ name, size }) => [name, formatSize(size)]),
      ),
      // An interrupted attempt stored them, but may not have tagged the groups.
      ...known,
    };
    await this.#context.saveCheckpoint({ sizes });
    for (const group of untagged) {
      await tagGroup(this.#clients, group, {
        key: AWAKE_SIZE,
        value: sizes[group.name],
      });
    }
  }

  /** What is stored, also by an earlier operation. */
  async stored(): Promise<StoredSizes> {
    const groups = await readScalableGroups(
      this.#clients,
      this.#context.environment.resourceRef,
    );
    const tagged = groups.flatMap(group => {
      const size = taggedSize(group);
      return size ? [[group.name, formatSize(size)]] : [];
    });
    return {
      ...sizesIn(this.#context.checkpoint),
      ...Object.fromEntries(tagged),
    };
  }
}

/** The sizes in a stored object; none if there are not any. */
export function sizesIn({ sizes }: JsonObject): StoredSizes {
  return (sizes ?? {}) as StoredSizes;
}
