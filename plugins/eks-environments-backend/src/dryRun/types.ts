/** A config that eksctl is to check. */
export interface DryRunRequest {
  /** YAML. */
  config: string;
  account: string;
  region: string;
  /** What is made anew for every plan, and so says nothing about whether eksctl accepts the config. */
  names: string[];
}

/** What eksctl says of a config. */
export type DryRunVerdict =
  | { kind: 'accepted' }
  | {
      kind: 'refused';
      /** eksctl's own, without secrets. */
      sentence: string;
      /** The field that it names, such as `nodeGroups[0].volumeSize`. */
      path?: string;
    }
  /** The check could not be made, for a reason that is not the config's. */
  | { kind: 'unchecked'; reason: string };

/** Asks eksctl what it says of a config, without making anything. */
export interface DryRun {
  /** What is known already; otherwise eksctl begins to check, unless it is busy, and a later call may know. */
  peek(request: DryRunRequest): DryRunVerdict | undefined;

  /** Never rejects, and answers within a limit of time. */
  check(request: DryRunRequest): Promise<DryRunVerdict>;
}
