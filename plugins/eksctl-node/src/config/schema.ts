import { readFileSync } from 'node:fs';
import Ajv, { ErrorObject, ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { JsonObject } from '@backstage/types';
import { packageFile } from '../util/packageFile';
import { formatPath } from './paths';
import { Finding } from './types';

/*
 * The schema is what `eksctl utils schema` prints (eksctl 0.231, Apache-2.0, https://github.com/eksctl-io/eksctl). It knows fields and
 * types, no patterns of names, so it is only the first gate.
 */

type Definition = {
  type?: string;
  required?: string[];
  properties?: Record<string, unknown>;
  oneOf?: unknown[];
};
type Schema = { definitions: Record<string, Definition> };

let validator: ValidateFunction | undefined;
let fields: ReadonlySet<string> | undefined;

/** Checks a config against eksctl's own schema. */
export function checkSchema(config: JsonObject): Finding[] {
  validator ??= compile();
  if (validator(config)) {
    return [];
  }
  return (validator.errors ?? [])
    .filter(error => !['if', 'oneOf', 'anyOf'].includes(error.keyword))
    .map(toFinding);
}

/** The fields that a config may have at its top. */
export function topLevelFields(): ReadonlySet<string> {
  fields ??= new Set(
    Object.keys(readSchema().definitions.ClusterConfig.properties ?? {}),
  );
  return fields;
}

function readSchema(): Schema {
  return JSON.parse(
    readFileSync(
      packageFile('schema', 'eksctl-clusterconfig.schema.json'),
      'utf8',
    ),
  );
}

function compile(): ValidateFunction {
  const schema = readSchema();
  correct(schema);
  const ajv = new Ajv({ allErrors: true, strict: false, verbose: true });
  addFormats(ajv);
  return ajv.compile(schema);
}

/** Three definitions contradict what eksctl itself accepts, and many let anything pass that is not a map. */
function correct({ definitions }: Schema): void {
  for (const definition of Object.values(definitions)) {
    if (definition.properties) {
      definition.type = 'object';
    }
  }
  // An identity provider must have the field `type`, which the only kind of provider (closed to other fields) does not have
  const provider = definitions.IdentityProvider;
  definitions.OIDCIdentityProvider.properties = {
    ...definitions.OIDCIdentityProvider.properties,
    ...provider.properties,
  };
  // eksctl makes the gateway itself unless an existing one is named
  const remote = definitions.RemoteNetworkConfig;
  remote.required = remote.required?.filter(name => name !== 'vpcGatewayID');
  // eksctl reads it in any case
  definitions.KubernetesNetworkConfig.properties = {
    ...definitions.KubernetesNetworkConfig.properties,
    ipFamily: { enum: ['IPv4', 'IPv6', 'ipv4', 'ipv6', 'IPV4', 'IPV6'] },
  };
}

function toFinding(error: ErrorObject): Finding {
  const path = formatPath(error.instancePath);
  return {
    severity: 'error',
    code: 'schema',
    message: `${path || 'The config'} ${explain(error)}`,
    path: path || undefined,
  };
}

function explain({ keyword, params, message }: ErrorObject): string {
  switch (keyword) {
    case 'additionalProperties':
      return `has the field "${params.additionalProperty}", which eksctl does not know`;
    case 'required':
      return `needs the field "${params.missingProperty}"`;
    case 'enum':
      return `must be one of ${params.allowedValues.join(', ')}`;
    case 'type':
      return `must be of type ${params.type}`;
    default:
      return message ?? `breaks the rule "${keyword}"`;
  }
}
