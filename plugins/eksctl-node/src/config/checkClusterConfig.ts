import { JsonObject } from '@backstage/types';
import {
  checkAllowedPaths,
  defaultAllowedPaths,
  isAllowed,
} from './allowedPaths';
import { withCanonicalForms } from './canonicalForms';
import { checkWritable } from './checkWritable';
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
   * Prefixes of tag keys that only the caller may set, in lower case. Tags are checked wherever eksctl's schema has them, whatever the case of
   * their keys. Those of AWS, eksctl and Kubernetes are always reserved: `aws:`, `alpha.eksctl.io/`, `eksctl.cluster.k8s.io/`, `eksctl.io/`,
   * `kubernetes.io/cluster/`.
   *
   * @defaultValue none
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
  'alpha.eksctl.io/',
  'eksctl.cluster.k8s.io/',
  'eksctl.io/',
  'kubernetes.io/cluster/',
];

/**
 * A config without what says nothing: null, what is empty, defaults at paths that it may not use, and tags and labels that eksctl writes
 * itself, with the names of add-ons as EKS has them and taints as a list. It makes the same cluster. The output of `eksctl create cluster --dry-run` is full of such values.
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
 * Checks a rendered config before it is finished: that it can be written for eksctl, eksctl's schema, the allow-list of paths, and rules of our own. A finished config holds
 * tags and access entries that these rules keep for the platform.
 *
 * What is checked is the config as {@link normalizeClusterConfig} leaves it. All findings come at once: what fits the schema is checked
 * further even where another part does not. Findings that say the same of several places are one.
 *
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

/** What the schema does not know was found already. A value of the wrong type may stand where none is allowed, and both are said. */
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

/** Whether a path is one of the places or lies below one. */
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
