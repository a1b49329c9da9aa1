/**
 * Why a replica begins no creations with a provisioner now.
 *
 * @public
 */
export interface ReadinessProblem {
  /** Such as `eksctl-missing`; pages distinguish problems by it. */
  code: string;
  /** What is wrong and what to do, for platform engineers. */
  message: string;
  /** Whether only a person can correct it. If each replica has such a problem, requests are refused; otherwise they wait. */
  isLasting: boolean;
}

/**
 * Whether a replica can create environments with a provisioner.
 *
 * @public
 */
export interface Readiness {
  /** Version of the tool that provisions, such as `0.231.0`; undefined while unknown. */
  version?: string;
  problems: ReadinessProblem[];
}
