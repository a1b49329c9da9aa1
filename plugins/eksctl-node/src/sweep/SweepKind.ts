import { AwsClients } from '../stacks/AwsClients';
import { Leftover } from './Leftover';
import { SweepTarget } from './SweepTarget';
import { SweepKnowledge } from './SweepKnowledge';

/**
 * One kind of resource that a cluster can leave: how to find it and how to remove it.
 *
 * `remove` returns when AWS has accepted the removal.
 */
export type SweepKind = {
  name: string;
  singular: string;
  plural: string;
  billed: boolean;
  /** Its page in the AWS console: relative to the region's address, or to the global one. */
  console?: (id: string, region: string) => { path: string; global?: boolean };
  /** Kinds that need this one until they are deleted. */
  after?: string[];
  find(
    clients: AwsClients,
    target: SweepTarget,
    known: SweepKnowledge,
  ): Promise<Leftover[]>;
  /** @param handle - of the leftover, or its id if it has none */
  remove(clients: AwsClients, handle: string): Promise<void>;
};
