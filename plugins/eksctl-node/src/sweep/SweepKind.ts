import { AwsClients } from '../stacks/AwsClients';
import { SweepTarget } from './proof';

/** A leftover with the proof that it is ours. */
export type Leftover = {
  id: string;
  proof: string;
  /** Why it cannot be removed now, when that is known beforehand. */
  blocked?: string;
};

/**
 * One kind of resource that a cluster can leave behind: how to find it and how to remove it.
 *
 * `remove` returns when AWS has accepted the removal.
 */
export type SweepKind = {
  name: string;
  find(clients: AwsClients, target: SweepTarget): Promise<Leftover[]>;
  remove(clients: AwsClients, id: string): Promise<void>;
};
