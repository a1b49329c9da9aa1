/**
 * One line of eksctl.
 *
 * @public
 */
export type EksctlLine = {
  /** eksctl's own time, ISO 8601 (the runner sets TZ to UTC). A `raw` line has the time of the message before it. */
  time?: string;
  /** `raw` is a line without a level: part of a task tree, of a panic, or of the document that a dry run prints. */
  level: 'info' | 'success' | 'warning' | 'critical' | 'debug' | 'raw';
  stream: 'stdout' | 'stderr';
  /** Without the time and the level. */
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
 * The progress of a run.
 *
 * @public
 */
export type Progress<Phase extends string = CreatePhase | DeletePhase> = {
  phase: Phase;
  /** 0 to 100. */
  percent: number;
};
