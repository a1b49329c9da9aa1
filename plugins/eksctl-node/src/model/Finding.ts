/**
 * A result of a check of a ClusterConfig, or of its template and values.
 *
 * An `error` prevents the creation of the cluster; a `warning` and an `info` are informational.
 *
 * @public
 */
export type Finding = {
  severity: 'error' | 'warning' | 'info';
  /** Stable identifier of the rule, such as `path-not-allowed`. */
  code: string;
  /** One sentence: what is wrong and what would be right. */
  message: string;
  /** Path in the config, such as `managedNodeGroups[0].name`, or the pattern `managedNodeGroups[].name` for several places. */
  path?: string;
  /** The first of several places. */
  places?: string[];
  /** The entry for the blueprint's `allowedPaths` that would allow it. */
  allowedPath?: string;
  /** The blueprint parameter that the wrong value came from, if known. */
  parameter?: string;
};
