import { JsonObject } from '@backstage/types';
import { serializeYaml } from 'backstage-plugin-safe-text-node/tasks';
import { ClusterConfigError } from './ClusterConfigError';

/**
 * Writes a config as YAML that eksctl reads as exactly this config, and verifies it: the text is parsed again by the rules of eksctl's
 * YAML parser and compared with the config.
 *
 * @throws ClusterConfigError (an InputError) with a finding for each key or value that YAML cannot hold.
 * @public
 */
export function serializeClusterConfig(config: JsonObject): string {
  const written = serializeYaml(config);
  if (written.kind === 'refused') {
    throw new ClusterConfigError(written.findings);
  }
  return written.text;
}
