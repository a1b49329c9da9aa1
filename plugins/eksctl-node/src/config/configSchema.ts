import { readFileSync } from 'node:fs';
import { packageFile } from '../util/packageFile';

/*
 * The schema is the output of `eksctl utils schema` (eksctl 0.231, Apache-2.0, https://github.com/eksctl-io/eksctl). It has fields, types
 * and some defaults, but no patterns for names.
 */

/** A part of the schema. */
export type SchemaNode = {
  $ref?: string;
  type?: string;
  required?: string[];
  properties?: Record<string, SchemaNode>;
  /** The values of a map with user-defined keys; `{}` where any value is accepted. */
  additionalProperties?: SchemaNode | false;
  items?: SchemaNode;
  oneOf?: SchemaNode[];
  enum?: string[];
  /** As eksctl documents it: often a string where a boolean is meant. */
  default?: unknown;
};

/** The whole schema of a ClusterConfig. */
export type ConfigSchema = SchemaNode & {
  definitions: Record<string, SchemaNode>;
};

/** A step from a part of the schema to a part below it. */
export type SchemaStep =
  /** A field that eksctl knows, or an element of a list. */
  | { kind: 'declared'; node: SchemaNode }
  /** A user-defined key, such as that of a label. */
  | { kind: 'free'; node: SchemaNode }
  /** Something below a part that accepts any document, such as an IAM policy. */
  | { kind: 'document' }
  | { kind: 'unknown' };

let loaded: ConfigSchema | undefined;

/** eksctl's schema, corrected where eksctl itself behaves differently. */
export function configSchema(): ConfigSchema {
  loaded ??= load();
  return loaded;
}

function load(): ConfigSchema {
  const schema: ConfigSchema = JSON.parse(
    readFileSync(
      packageFile('schema', 'eksctl-clusterconfig.schema.json'),
      'utf8',
    ),
  );
  correct(schema);
  return schema;
}

/** Three definitions reject what eksctl itself accepts, and many accept any value that is not a map. */
function correct({ definitions }: ConfigSchema): void {
  for (const definition of Object.values(definitions)) {
    if (definition.properties) {
      definition.type = 'object';
    }
  }
  // An identity provider requires the field `type`, which the only kind of provider (closed to other fields) does not have
  const provider = definitions.IdentityProvider;
  definitions.OIDCIdentityProvider.properties = {
    ...definitions.OIDCIdentityProvider.properties,
    ...provider.properties,
  };
  // eksctl creates the gateway itself unless an existing one is named
  const remote = definitions.RemoteNetworkConfig;
  remote.required = remote.required?.filter(name => name !== 'vpcGatewayID');
  // eksctl reads it case-insensitively
  definitions.KubernetesNetworkConfig.properties = {
    ...definitions.KubernetesNetworkConfig.properties,
    ipFamily: { enum: ['IPv4', 'IPv6', 'ipv4', 'ipv6', 'IPV4', 'IPV6'] },
  };
}

/** Whether a config may have this field at its top level. */
export function isTopLevelField(name: string): boolean {
  return stepInto(configSchema(), name).kind === 'declared';
}

/** A part of the schema with its references resolved. */
export function resolveNode(node: SchemaNode): SchemaNode {
  const { $ref, oneOf } = node;
  if ($ref) {
    const name = $ref.replace('#/definitions/', '');
    return resolveNode(configSchema().definitions[name]);
  }
  // Only an identity provider has alternatives, and there is one kind
  return oneOf?.length === 1 ? resolveNode(oneOf[0]) : node;
}

/** The part of the schema below a key; `[]` is any element of a list. */
export function stepInto(parent: SchemaNode, key: string): SchemaStep {
  const { items, properties, additionalProperties } = resolveNode(parent);
  if (key === '[]') {
    return items ? { kind: 'declared', node: items } : { kind: 'unknown' };
  }
  if (properties && Object.hasOwn(properties, key)) {
    return { kind: 'declared', node: properties[key] };
  }
  if (!additionalProperties) {
    return { kind: 'unknown' };
  }
  return Object.keys(additionalProperties).length === 0
    ? { kind: 'document' }
    : { kind: 'free', node: additionalProperties };
}

/**
 * The pattern that covers a path of a config and all similar paths: `managedNodeGroups[].labels.*`. `undefined` where the schema has no
 * such path.
 */
export function patternOf(segments: readonly string[]): string | undefined {
  let node: SchemaNode = configSchema();
  let pattern = '';
  for (const segment of segments) {
    const step = stepInto(node, segment);
    if (step.kind === 'unknown') {
      return undefined;
    }
    if (step.kind === 'document') {
      return join(pattern, '**');
    }
    pattern = join(pattern, step.kind === 'free' ? '*' : segment);
    node = resolveNode(step.node);
    if (step.kind === 'free' && node.type === 'string') {
      // The rest belongs to the key, which may contain dots
      return pattern;
    }
  }
  return pattern;
}

/** Whether the schema has a string, a number or a boolean at this path: not a map, a list or a document. */
export function isSingleValue(segments: readonly string[]): boolean {
  let node: SchemaNode = configSchema();
  for (const segment of segments) {
    const step = stepInto(node, segment);
    if (step.kind === 'unknown' || step.kind === 'document') {
      return false;
    }
    node = resolveNode(step.node);
    if (step.kind === 'free' && node.type === 'string') {
      return true;
    }
  }
  return node.type !== 'object' && node.type !== 'array';
}

function join(pattern: string, segment: string): string {
  if (segment === '[]') {
    return `${pattern}[]`;
  }
  return pattern ? `${pattern}.${segment}` : segment;
}
