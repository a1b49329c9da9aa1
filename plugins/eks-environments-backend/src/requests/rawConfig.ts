import type { JsonObject, JsonValue } from '@backstage/types';
import type { Finding } from 'backstage-plugin-eks-environments-common';
import { parseClusterConfig } from 'backstage-plugin-eksctl-node';
import { refusal } from './findings';

/** A ClusterConfig by people, or why it is none. */
export type RawConfig =
  | { kind: 'config'; config: JsonObject }
  | { kind: 'invalid'; findings: Finding[] };

const FIELD = 'values.config';

/**
 * Reads the value of a raw blueprint: YAML text, or a map.
 *
 * @remarks
 *
 * What comes out is plain JSON and is checked and written again like a rendered config. The YAML of people never reaches eksctl.
 */
export function readRawConfig(value: JsonValue | undefined): RawConfig {
  if (typeof value === 'string') {
    const read = parseClusterConfig(value);
    return read.kind === 'config'
      ? read
      : {
          kind: 'invalid',
          findings: read.findings.map(finding => ({
            ...finding,
            field: FIELD,
          })),
        };
  }
  return isMap(value)
    ? { kind: 'config', config: value }
    : {
        kind: 'invalid',
        findings: [refusal('raw-config', FIELD, `${FIELD} is not a YAML map`)],
      };
}

function isMap(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
