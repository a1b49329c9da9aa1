import type { ReadinessProblem } from 'backstage-plugin-eks-environments-node';

/** Why a replica begins no creations now. Pages distinguish problems by the code. */
export interface ExecutorProblem extends ReadinessProblem {
  /** Id of the provisioner that has it. Omitted: all. */
  provisioner?: string;
}

/** Something that a replica needs in order to begin operations. */
export interface ExecutorCheck {
  /** @returns undefined if there is no problem */
  check(): Promise<ExecutorProblem | undefined>;
}
