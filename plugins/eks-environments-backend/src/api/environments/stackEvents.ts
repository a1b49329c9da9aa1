import type { StackEvent } from 'backstage-plugin-eks-environments-common';

/** Reads the CloudFormation events of an environment's stacks from AWS. */
export interface StackEventReader {
  /** Newest first; empty before there are stacks and after they are deleted. */
  read(environmentId: string): Promise<StackEvent[]>;
}
