/**
 * Something to say about a ClusterConfig or about the template and values that it comes from.
 *
 * An `error` forbids to build the cluster; a `warning` and an `info` are for the reader.
 *
 * @public
 */
export type Finding = {
  severity: 'error' | 'warning' | 'info';
  /** Stable identifier of the rule, such as `path-not-allowed`. */
  code: string;
  /** One sentence for people: what is wrong and what would be right. */
  message: string;
  /** Where in the config, such as `managedNodeGroups[0].name`; the pattern `managedNodeGroups[].name` where it is about several places. */
  path?: string;
  /** The first of several places that it is about. */
  places?: string[];
  /** The entry for the blueprint's `allowedPaths` that would allow it. */
  allowedPath?: string;
  /** The blueprint parameter that the offending value came from, when that is known. */
  parameter?: string;
};
