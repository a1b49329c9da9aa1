import type { JsonObject } from '@backstage/types';
import type {
  OperationContext,
  PowerInput,
} from 'backstage-plugin-eks-environments-node';
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
  readonly #context: OperationContext<PowerInput>;
  readonly #clients: AwsClients;

  constructor(context: OperationContext<PowerInput>, clients: AwsClients) {
    this.#context = context;
    this.#clients = clients;
  }

  /**
   * Stores the sizes of all groups in the database, and those of the groups that are about to change in their tags. A size that is stored
   * already, by an interrupted attempt or an earlier hibernation, is not replaced.
   */
  async remember(
    all: readonly ScalableGroup[],
    toChange: readonly ScalableGroup[],
  ): Promise<void> {
    const sizes: StoredSizes = {
      ...Object.fromEntries(
        all.map(({ name, size }) => [name, formatSize(size)]),
      ),
      ...this.#known(),
    };
    const untagged = toChange.filter(group => taggedSize(group) === undefined);
    if (Object.keys(sizes).length > Object.keys(this.#known()).length) {
      await this.#context.saveCheckpoint({ sizes });
    }
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
    return { ...this.#known(), ...Object.fromEntries(tagged) };
  }

  /** By this operation, and by an earlier hibernation that no resumption followed to its end. */
  #known(): StoredSizes {
    const { checkpoint, operation } = this.#context;
    return {
      ...sizesIn(operation.input.restore ?? {}),
      ...sizesIn(checkpoint),
    };
  }
}

/** The sizes in a stored object; none if there are not any. */
export function sizesIn({ sizes }: JsonObject): StoredSizes {
  return (sizes ?? {}) as StoredSizes;
}
