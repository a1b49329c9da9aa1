import type { StackEvent } from 'backstage-plugin-eks-environments-common';

/** Reads the events of an environment's stacks. */
export interface StackEventReader {
  /** Newest first; empty before there are stacks, after they are deleted, and when the provisioner has none. */
  read(environmentId: string): Promise<StackEvent[]>;
}
