/** A config that eksctl is to check. */
export interface DryRunRequest {
  /** YAML. */
  config: string;
  account: string;
  region: string;
  /** Names that are generated for every plan, and so do not affect whether eksctl accepts the config. */
  names: string[];
}

/** eksctl's verdict on a config. */
export type DryRunVerdict =
  | { kind: 'accepted' }
  | {
      kind: 'refused';
      /** In eksctl's own words, without secrets. */
      sentence: string;
      /** The field that it names, such as `nodeGroups[0].volumeSize`. */
      path?: string;
    }
  /** The check could not run, for a reason other than the config. */
  | { kind: 'unchecked'; reason: string };

/** Asks eksctl for its verdict on a config, without creating anything. */
export interface DryRun {
  /** The cached verdict. If there is none, eksctl starts to check unless it is busy, and a later call may return it. */
  peek(request: DryRunRequest): DryRunVerdict | undefined;

  /** Never rejects, and answers within a time limit. */
  check(request: DryRunRequest): Promise<DryRunVerdict>;
}
