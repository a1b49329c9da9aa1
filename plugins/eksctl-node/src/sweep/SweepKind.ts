import { AwsClients } from '../stacks/AwsClients';
import { SweepTarget } from './proof';
import { SweepKnowledge } from './SweepKnowledge';
import { SweepHolder } from './types';

/** A leftover with the proof that it is ours. */
export type Leftover = {
  id: string;
  /** What its removal is asked with, where that is not the id that people know it by. */
  handle?: string;
  proof: string;
  /** Why its removal is not tried now, when that is known beforehand. */
  blocked?: string;
  /** AWS is removing it already. */
  isBeingRemoved?: boolean;
  /** What is known about it, such as why its last removal failed; it is tried again nevertheless. */
  note?: string;
  heldBy?: SweepHolder[];
};

/**
 * One kind of resource that a cluster can leave behind: how to find it and how to remove it.
 *
 * `remove` returns when AWS has accepted the removal.
 */
export type SweepKind = {
  name: string;
  singular: string;
  plural: string;
  billed: boolean;
  /** Its page in the AWS console: below the region's address, or below the global one. */
  console?: (id: string, region: string) => { path: string; global?: boolean };
  /** Kinds that need this one until they are gone. */
  after?: string[];
  find(
    clients: AwsClients,
    target: SweepTarget,
    known: SweepKnowledge,
  ): Promise<Leftover[]>;
  /** @param handle - that of the leftover, or its id where it has none */
  remove(clients: AwsClients, handle: string): Promise<void>;
};
