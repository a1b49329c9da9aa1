/** Why a replica begins no creations now. Pages distinguish problems by the code. */
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

/** Something that a replica needs in order to run eksctl. */
export interface ExecutorCheck {
  /** @returns undefined if there is no problem */
  check(): Promise<ExecutorProblem | undefined>;
}

/** The engine asks it before it claims a creation, and reports to it when eksctl could not be started. */
export interface ExecutorReadiness {
  isReady(): boolean;
  /** eksctl could not be started for an operation that was claimed. */
  startFailed(reason: string): void;
}
