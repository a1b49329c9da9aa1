import type { Failure } from 'backstage-plugin-eksctl-node';
import type { RequestPlanner } from '../requests/RequestPlanner';

/** Computes what a request would do. */
export type Planner = Pick<RequestPlanner, 'plan'>;

/** A config that eksctl shall look at. */
export interface DryRunRequest {
  config: string;
  account: string;
  region: string;
  /** What is made anew for every plan, and so says nothing about whether eksctl accepts the config. */
  names: string[];
}

/** What eksctl says of a config. */
export type DryRunVerdict =
  | { kind: 'accepted' }
  | { kind: 'refused'; failure: Failure }
  /** It was not found out, with the reason in words. */
  | { kind: 'unchecked'; reason: string };

/** Asks eksctl what it thinks of a config, without making anything. */
export interface DryRun {
  /** What is known already; otherwise eksctl begins to look, unless it is busy, and a later call may know. */
  peek(request: DryRunRequest): DryRunVerdict | undefined;

  /** Never rejects, and answers within a limit of time. */
  check(request: DryRunRequest): Promise<DryRunVerdict>;
}
