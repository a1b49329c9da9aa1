import { InputError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { composeDocument } from './composeDocument';

/**
 * Parses YAML that was written or checked before, such as the config of an environment. The time is linear in its length: the library's
 * uniqueness check would search all keys of a map for each key.
 *
 * @throws InputError if it is not YAML or nested too deeply
 */
export function readWrittenYaml(text: string): unknown {
  const composed = composeDocument(text, { uniqueKeys: false });
  if (composed.kind === 'invalid') {
    throw new InputError(`The YAML ${composed.message}`);
  }
  return composed.document.toJS();
}

/**
 * Parses a config that {@link writeClusterConfig} wrote, without checking it again.
 *
 * @throws InputError if it is not YAML
 * @public
 */
export function parseWrittenConfig(yaml: string): JsonObject {
  return readWrittenYaml(yaml) as JsonObject;
}
