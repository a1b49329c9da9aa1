/** Why a replica begins no creations now. Pages tell them apart by the code. */
export interface ExecutorProblem {
  code:
    | 'eksctl-missing'
    | 'eksctl-too-old'
    | 'working-directory'
    | 'clock'
    | 'start-failed';
  /** What is wrong and what to do, for platform engineers. */
  message: string;
}

/** What a replica needs in order to run eksctl. */
export interface ExecutorCheck {
  /** @returns undefined when all is well */
  check(): Promise<ExecutorProblem | undefined>;
}

/** What the engine asks before it claims a creation, and tells when it was wrong. */
export interface ExecutorReadiness {
  isReady(): boolean;
  /** eksctl could not be started for an operation that was claimed. */
  startFailed(reason: string): void;
}
