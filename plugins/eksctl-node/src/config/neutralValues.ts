import { JsonObject, JsonValue } from '@backstage/types';
import { isJsonObject } from 'backstage-plugin-safe-text-node';
import {
  configSchema,
  resolveNode,
  SchemaNode,
  stepInto,
} from './configSchema';
import { dependentDefault } from './dependentDefaults';
import { withoutInertParts } from './inertParts';
import { isEksctlsOwn } from './ownTags';

/*
 * A neutral value has no effect: it is empty, disables what is disabled anyway, or is the default. The output of `eksctl create cluster
 * --dry-run` is full of them. At a path that the config may not use, such a value is removed, so it is neither refused nor passed on:
 * eksctl does the same without it.
 *
 * The defaults are those of SetClusterConfigDefaults and related functions (pkg/apis/eksctl.io/v1alpha5/defaults.go) in eksctl 0.231.
 */

/** How Go writes an unset ARN. */
const NO_ARN = 'arn:::::';

/** Defaults that the schema does not have, by pattern. A boolean that is in neither is false by default. */
const defaults: Record<string, JsonValue> = {
  'controlPlaneScalingConfig.tier': 'standard',
  'accessConfig.authenticationMode': 'API_AND_CONFIG_MAP',
  'accessConfig.bootstrapClusterCreatorAdminPermissions': true,
  'iam.serviceAccounts[].metadata.namespace': 'default',
  // An unset Go number
  'managedNodeGroups[].instanceSelector.vCPUs': 0,
  'nodeGroups[].instanceSelector.vCPUs': 0,
  'nodeGroups[].containerRuntime': 'containerd',
  'remoteNetworkConfig.iam.provider': 'ssm',
  'vpc.clusterEndpoints.publicAccess': true,
};

/** Values that the schema calls the default, but that are not neutral, because {@link finishClusterConfig} sets STANDARD. */
const notNeutral = new Set(['upgradePolicy.supportType']);

/** Without the list, Auto Mode has all of its node pools; with an empty list, none. */
const meaningfulWhenEmpty = new Set(['autoModeConfig.nodePools']);

/** What {@link withoutNeutralValues} has to know. */
export type NeutralOptions = {
  /** Whether a default is kept as written, because its path is allowed. The segments are those of a leaf. */
  keeps: (segments: readonly string[]) => boolean;
  /** The names of the cluster, which eksctl writes into tags and labels. */
  clusterNames: readonly string[];
};

type Place = {
  pattern: string;
  segments: readonly string[];
  /** The map that holds the value. */
  parent?: JsonObject;
  /** The map that holds {@link parent}. */
  grandparent?: JsonObject;
};

class NeutralWalk {
  constructor(private readonly options: NeutralOptions) {}

  /** A map with fields that eksctl knows. */
  mapOf(map: JsonObject, node: SchemaNode, place: Place): JsonObject {
    const parts = withoutInertParts(map, place.pattern);
    const entries = Object.entries(parts).flatMap(([key, value]) => {
      const step = stepInto(node, key);
      const kept =
        step.kind === 'declared'
          ? this.valueOf(value, step.node, below(place, key, parts))
          : value;
      return kept === undefined ? [] : [[key, kept]];
    });
    return Object.fromEntries(entries);
  }

  private valueOf(
    value: JsonValue | undefined,
    reference: SchemaNode,
    place: Place,
  ): JsonValue | undefined {
    if (value === null || value === undefined) {
      return undefined;
    }
    const node = resolveNode(reference);
    if (Array.isArray(value)) {
      return this.listOf(value, node, place);
    }
    if (typeof value !== 'object') {
      return this.isNeutral(value, node, place) ? undefined : value;
    }
    const kept = node.properties
      ? this.mapOf(value, node, place)
      : this.freeMapOf(value, node, place);
    return Object.keys(kept).length > 0 ? kept : undefined;
  }

  private listOf(
    list: JsonValue[],
    { items }: SchemaNode,
    place: Place,
  ): JsonValue | undefined {
    if (list.length === 0) {
      return meaningfulWhenEmpty.has(place.pattern) ? list : undefined;
    }
    const node = items && resolveNode(items);
    return list.map(element =>
      node?.properties && isJsonObject(element)
        ? this.mapOf(element, node, {
            ...place,
            pattern: `${place.pattern}[]`,
            segments: [...place.segments, '[]'],
          })
        : element,
    );
  }

  /** Labels, tags, subnets by zone, or a document such as a policy. */
  private freeMapOf(map: JsonObject, node: SchemaNode, place: Place) {
    const values = node.additionalProperties;
    if (!values || Object.keys(values).length === 0) {
      return map;
    }
    const element = resolveNode(values);
    const entries = Object.entries(map).flatMap(([key, value]) => {
      if (isEksctlsOwn({ ...place, key, value }, this.options.clusterNames)) {
        return [];
      }
      // Go reads null as a key with an empty value
      if (element.properties) {
        const content = value ?? {};
        return isJsonObject(content)
          ? [[key, this.mapOf(content, element, below(place, '*', map))]]
          : [[key, value]];
      }
      return [[key, value ?? '']];
    });
    return Object.fromEntries(entries) as JsonObject;
  }

  private isNeutral(
    value: string | number | boolean,
    node: SchemaNode,
    place: Place,
  ): boolean {
    return (
      value === '' ||
      value === NO_ARN ||
      (isDefault(value, node, place) && !this.options.keeps(place.segments))
    );
  }
}

/**
 * A copy of a config without null, empty strings, lists and maps, without defaults that {@link NeutralOptions.keeps} does not keep, and
 * without the tags and labels that eksctl writes itself. What does not fit the schema is left unchanged.
 */
export function withoutNeutralValues(
  config: JsonObject,
  options: NeutralOptions,
): JsonObject {
  const walk = new NeutralWalk(options);
  return walk.mapOf(config, configSchema(), { pattern: '', segments: [] });
}

function below(place: Place, key: string, parent: JsonObject): Place {
  return {
    pattern: place.pattern ? `${place.pattern}.${key}` : key,
    segments: [...place.segments, key],
    parent,
    grandparent: place.parent,
  };
}

function isDefault(
  value: string | number | boolean,
  node: SchemaNode,
  place: Place,
): boolean {
  const { pattern } = place;
  if (notNeutral.has(pattern)) {
    return false;
  }
  const dependent = dependentDefault(place);
  if (dependent) {
    return dependent.value === value;
  }
  const byDefault = defaults[pattern] ?? node.default;
  return typeof value === 'boolean'
    ? // The schema also has booleans as strings
      String(byDefault ?? false) === String(value)
    : byDefault === value;
}
