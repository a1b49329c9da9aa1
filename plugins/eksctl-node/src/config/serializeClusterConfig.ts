import { isDeepStrictEqual } from 'node:util';
import { JsonObject } from '@backstage/types';
import { MAXIMUM_LENGTH } from '../yaml/limits';
import { readYaml } from '../yaml/readYaml';
import { writeYaml } from '../yaml/writeYaml';
import { checkWritable } from './checkWritable';
import { ClusterConfigError } from './ClusterConfigError';

/**
 * Writes a config as YAML that eksctl reads as exactly this config, and verifies it: the text is parsed again by the rules of eksctl's
 * YAML parser and compared with the config.
 *
 * eksctl reads YAML 1.1, where `yes`, `012` and `<<` are not strings and U+2028 ends a line. So every key and every string is
 * double-quoted on one line, with escapes for all invisible characters.
 *
 * @throws ClusterConfigError (an InputError) with a finding for each key or value that YAML cannot hold.
 * @public
 */
export function serializeClusterConfig(config: JsonObject): string {
  const findings = checkWritable(config);
  if (findings.length > 0) {
    throw new ClusterConfigError(findings);
  }
  const text = writeYaml(config);
  if (text.length > MAXIMUM_LENGTH) {
    throw new ClusterConfigError([
      {
        severity: 'error',
        code: 'config-size',
        message: `The config has ${text.length} characters when it is written; at most ${MAXIMUM_LENGTH} are allowed`,
      },
    ]);
  }
  const reading = readYaml(text);
  if (
    reading.kind !== 'value' ||
    !isDeepStrictEqual(reading.value, asJson(config))
  ) {
    throw new ClusterConfigError([
      {
        severity: 'error',
        code: 'not-portable',
        message:
          'The config cannot be written so that eksctl reads the same as what was checked',
      },
    ]);
  }
  return text;
}

/** Without undefined fields, and with 0 for -0, as in JSON. */
function asJson(config: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(config));
}
