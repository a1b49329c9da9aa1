import { JsonObject } from '@backstage/types';
import { readWrittenYaml } from 'backstage-plugin-safe-text-node';

/**
 * Parses a config that {@link writeClusterConfig} wrote, without checking it again.
 *
 * @throws InputError if it is not YAML
 * @public
 */
export function parseWrittenConfig(yaml: string): JsonObject {
  return readWrittenYaml(yaml) as JsonObject;
}
