import type { StackEvent } from 'backstage-plugin-eks-environments-common';

/** Reads what CloudFormation says of an environment's stacks, from AWS. */
export interface StackEventReader {
  /** Newest first; empty before there are stacks and after they are gone. */
  read(environmentId: string): Promise<StackEvent[]>;
}
