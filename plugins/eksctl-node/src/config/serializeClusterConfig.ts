import { JsonObject } from '@backstage/types';
import { stringify } from 'yaml';

/**
 * Writes a config as YAML that every reader understands alike.
 *
 * eksctl reads YAML 1.1, where `yes`, `012` and `1:30` are not strings. So all string values are double-quoted, and keys are quoted
 * by the rules of 1.1.
 *
 * @public
 */
export function serializeClusterConfig(config: JsonObject): string {
  return stringify(config, {
    version: '1.1',
    defaultStringType: 'QUOTE_DOUBLE',
    defaultKeyType: 'PLAIN',
    aliasDuplicateObjects: false,
    lineWidth: 0,
  });
}
