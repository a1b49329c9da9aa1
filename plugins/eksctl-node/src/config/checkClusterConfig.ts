import { JsonObject } from '@backstage/types';
import { checkAllowedPaths, defaultAllowedPaths } from './allowedPaths';
import { checkSchema } from './schema';
import { checkSemantics } from './semanticRules';
import { ClusterConfig, Finding } from './types';

/**
 * What {@link checkClusterConfig} allows.
 *
 * @public
 */
export type CheckOptions = {
  /**
   * Patterns of config paths, such as `managedNodeGroups[].labels.*`.
   *
   * @defaultValue {@link defaultAllowedPaths}
   */
  allowedPaths?: readonly string[];
  /**
   * Beginnings of tag keys that only the platform may set.
   *
   * @defaultValue `['eks-environments.io/', 'alpha.eksctl.io/', 'eksctl.cluster.k8s.io/', 'kubernetes.io/cluster/']`
   */
  reservedTagPrefixes?: readonly string[];
  /** Extended support costs six times as much. */
  allowExtendedSupport?: boolean;
  /** Whether the portal reaches private endpoints of clusters. */
  privateEndpointReachable?: boolean;
  /** Name and region that {@link finishClusterConfig} will put in; the template may leave them out. */
  clusterName?: string;
  region?: string;
};

const RESERVED_TAG_PREFIXES = [
  'eks-environments.io/',
  'alpha.eksctl.io/',
  'eksctl.cluster.k8s.io/',
  'kubernetes.io/cluster/',
];

/**
 * Checks a rendered config before it is finished: eksctl's schema, the allow-list of paths, and rules of our own. A finished config holds
 * tags and access entries that these rules keep for the platform.
 *
 * The rules of our own run only on a config that fits the schema.
 *
 * @public
 */
export function checkClusterConfig(
  config: JsonObject,
  options: CheckOptions = {},
): Finding[] {
  const candidate = asItWillBe(config, options);
  const pathFindings = checkAllowedPaths(
    config,
    options.allowedPaths ?? defaultAllowedPaths,
  );
  const schemaFindings = checkSchema(candidate);
  const semanticFindings =
    schemaFindings.length > 0
      ? []
      : checkSemantics(candidate as ClusterConfig, {
          reservedTagPrefixes:
            options.reservedTagPrefixes ?? RESERVED_TAG_PREFIXES,
          allowExtendedSupport: options.allowExtendedSupport ?? false,
          privateEndpointReachable: options.privateEndpointReachable ?? false,
        });
  return [...pathFindings, ...schemaFindings, ...semanticFindings];
}

/** Fills what the template may leave out, so that its absence is no finding. */
function asItWillBe(
  config: JsonObject,
  { clusterName, region }: CheckOptions,
): JsonObject {
  const { metadata = {} } = config;
  const isMap =
    metadata !== null &&
    typeof metadata === 'object' &&
    !Array.isArray(metadata);
  return {
    apiVersion: 'eksctl.io/v1alpha5',
    kind: 'ClusterConfig',
    ...config,
    metadata: isMap
      ? {
          ...metadata,
          ...(clusterName === undefined ? {} : { name: clusterName }),
          ...(region === undefined ? {} : { region }),
        }
      : metadata,
  };
}
