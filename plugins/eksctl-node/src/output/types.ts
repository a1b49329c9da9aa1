/**
 * One message of eksctl. Lines without a level of their own (task trees, panics) continue the message before them.
 *
 * @public
 */
export type EksctlLine = {
  /** eksctl's own time, which is UTC because the runner sets TZ; ISO 8601. */
  time?: string;
  level: 'info' | 'success' | 'warning' | 'critical' | 'debug' | 'raw';
  stream: 'stdout' | 'stderr';
  /** The message; may hold newlines. */
  text: string;
};

/**
 * Phases of a create, in their order.
 *
 * @public
 */
export type CreatePhase =
  | 'preflight'
  | 'control-plane'
  | 'addons'
  | 'nodes'
  | 'verification';

/**
 * Phases of a delete, in their order.
 *
 * @public
 */
export type DeletePhase =
  | 'drain'
  | 'load-balancers'
  | 'nodes'
  | 'control-plane'
  | 'sweep';

/**
 * How far a run has come.
 *
 * @public
 */
export type Progress<Phase extends string = CreatePhase | DeletePhase> = {
  phase: Phase;
  /** 0 to 100. */
  percent: number;
};
