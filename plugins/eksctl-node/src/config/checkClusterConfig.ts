import { JsonObject } from '@backstage/types';
import { checkWritable } from 'backstage-plugin-safe-text-node/tasks';
import {
  checkAllowedPaths,
  defaultAllowedPaths,
  isAllowed,
} from './allowedPaths';
import { withCanonicalForms } from './canonicalForms';
import { isSingleValue } from './configSchema';
import { FittedConfig, fitToSchema } from './fitToSchema';
import { groupFindings } from './groupFindings';
import { isNeverResumable } from './interruption';
import { withoutNeutralValues } from './neutralValues';
import { segmentsOfPath } from '../model/paths';
import { checkSemantics } from './semanticRules';
import { Finding } from '../model/Finding';
import { ClusterConfig } from '../model/clusterConfig';

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
   * Prefixes of tag keys that only the caller may set, in lower case. Tags are checked wherever eksctl's schema has them,
   * case-insensitively. The prefixes of AWS, eksctl and Kubernetes are always reserved: `aws:`, `alpha.eksctl.io/`,
   * `eksctl.cluster.k8s.io/`, `eksctl.io/`, `kubernetes.io/cluster/`.
   * @defaultValue none
   */
  reservedTagPrefixes?: readonly string[];
  /** Extended support costs six times as much. */
  allowExtendedSupport?: boolean;
  /** Whether the portal can reach private cluster endpoints. */
  privateEndpointReachable?: boolean;
  /** Name and region that {@link finishClusterConfig} will set; the template may omit them. */
  clusterName?: string;
  region?: string;
};

const RESERVED_TAG_PREFIXES = [
  'alpha.eksctl.io/',
  'eksctl.cluster.k8s.io/',
  'eksctl.io/',
  'kubernetes.io/cluster/',
];

/**
 * A config without values that have no effect: null, empty values, defaults at paths that are not allowed, and tags and labels that
 * eksctl writes itself. Names of add-ons are in EKS's form and taints are lists. It creates the same cluster. The output of
 * `eksctl create cluster --dry-run` is full of such values.
 *
 * @public
 */
export function normalizeClusterConfig(
  config: JsonObject,
  options: CheckOptions = {},
): JsonObject {
  const { allowedPaths = defaultAllowedPaths, clusterName } = options;
  const { name } = (config.metadata ?? {}) as JsonObject;
  return withoutNeutralValues(withCanonicalForms(config), {
    keeps: segments =>
      isAllowed(segments, allowedPaths) && !isNeverResumable(segments[0]),
    clusterNames: [clusterName, name].filter(
      candidate => typeof candidate === 'string',
    ),
  });
}

/**
 * Checks a rendered config before it is completed: that it can be written for eksctl, eksctl's schema, the allow-list of paths, and the
 * rules of this library. A completed config holds tags and access entries that these rules reserve for the platform.
 * The config is checked in the form that {@link normalizeClusterConfig} returns. All findings are returned at once: parts that fit the
 * schema are checked further even if other parts do not. Findings that apply to several places are merged into one.
 * @public
 */
export function checkClusterConfig(
  config: JsonObject,
  options: CheckOptions = {},
): Finding[] {
  const writableFindings = checkWritable(config);
  if (writableFindings.length > 0) {
    return writableFindings;
  }
  const normalized = normalizeClusterConfig(config, options);
  const fitted = fitToSchema(asItWillBe(normalized, options));
  const pathFindings = checkAllowedPaths(
    normalized,
    options.allowedPaths ?? defaultAllowedPaths,
  ).filter(({ path }) => !isUnknown(path, fitted));
  return groupFindings([
    ...pathFindings,
    ...fitted.findings,
    ...semanticFindings(fitted, options),
  ]);
}

/** Fields unknown to the schema already have a finding. A value of the wrong type at a path that is not allowed gets both findings. */
function isUnknown(
  path: string | undefined,
  { findings, replaced }: FittedConfig,
): boolean {
  return (
    path !== undefined &&
    findings.length > 0 &&
    isWithin(path, replaced) &&
    !isSingleValue(segmentsOfPath(path))
  );
}

function semanticFindings(
  { config, replaced }: FittedConfig,
  options: CheckOptions,
): Finding[] {
  if (!config) {
    return [];
  }
  return checkSemantics(config as ClusterConfig, {
    reservedTagPrefixes: [
      ...RESERVED_TAG_PREFIXES,
      ...(options.reservedTagPrefixes ?? []),
    ],
    allowExtendedSupport: options.allowExtendedSupport ?? false,
    privateEndpointReachable: options.privateEndpointReachable ?? false,
  }).filter(({ path }) => !isWithin(path, replaced));
}

/** Whether a path equals one of the places or is below one. */
function isWithin(
  path: string | undefined,
  places: ReadonlySet<string>,
): boolean {
  if (path === undefined) {
    return false;
  }
  const ends = [...path.matchAll(/[.[]|$/g)].map(({ index }) => index);
  return ends.some(end => places.has(path.slice(0, end)));
}

/** Sets what the template may omit, so that its absence causes no finding. */
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
