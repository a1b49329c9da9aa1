import type { JsonObject } from '@backstage/types';
import type {
  OperationContext,
  PowerInput,
} from 'backstage-plugin-eks-environments-node';
import {
  type AwsClients,
  type Band,
  type ScalableGroup,
  tagGroup,
} from 'backstage-plugin-eksctl-node';
import { AWAKE_SIZE, formatSize, taggedSize } from './awakeSize';

/** Sizes by the names of node groups, as text. */
export type StoredSizes = Record<string, string>;

/** Stores the sizes that node groups have before a hibernation changes them. */
export class RememberedSizes {
  readonly #context: OperationContext<PowerInput>;
  readonly #clients: AwsClients;

  constructor(context: OperationContext<PowerInput>, clients: AwsClients) {
    this.#context = context;
    this.#clients = clients;
  }

  /**
   * Stores the sizes of all groups in the database, and those of the groups that are about to change in their tags. A size that is stored
   * already, by an interrupted attempt or an earlier hibernation, is not replaced; the tag comes first.
   */
  async remember(
    all: readonly ScalableGroup[],
    toChange: readonly ScalableGroup[],
  ): Promise<void> {
    const known = this.stored();
    const sizes: StoredSizes = {
      ...sizesOf(all, ({ size }) => size),
      ...known,
      ...sizesOf(all, taggedSize),
    };
    if (all.some(({ name }) => sizes[name] !== known[name])) {
      await this.#context.saveCheckpoint({ sizes });
    }
    for (const group of toChange) {
      if (taggedSize(group) === undefined) {
        await tagGroup(this.#clients, group, {
          key: AWAKE_SIZE,
          value: sizes[group.name],
        });
      }
    }
  }

  /** By this operation, and by an earlier hibernation that no resumption followed to its end. */
  stored(): StoredSizes {
    const { checkpoint, operation } = this.#context;
    return {
      ...sizesIn(operation.input.restore ?? {}),
      ...sizesIn(checkpoint),
    };
  }
}

/** The sizes that groups have in one of two ways, if they have one. */
function sizesOf(
  groups: readonly ScalableGroup[],
  pick: (group: ScalableGroup) => Band | undefined,
): StoredSizes {
  return Object.fromEntries(
    groups.flatMap(group => {
      const size = pick(group);
      return size ? [[group.name, formatSize(size)]] : [];
    }),
  );
}

/** The sizes in a stored object; none if there are not any. */
export function sizesIn({ sizes }: JsonObject): StoredSizes {
  return (sizes ?? {}) as StoredSizes;
}
