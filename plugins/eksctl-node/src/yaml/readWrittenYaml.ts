import { InputError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { composeDocument } from './composeDocument';

/**
 * What a YAML text holds that was written or checked before, such as the config of an environment. Reading it takes a time that grows with its
 * length alone: the library would search all keys of a map for each key.
 *
 * @throws InputError when it is no YAML or nested too deeply
 */
export function readWrittenYaml(text: string): unknown {
  const composed = composeDocument(text, { uniqueKeys: false });
  if (composed.kind === 'invalid') {
    throw new InputError(`The YAML ${composed.message}`);
  }
  return composed.document.toJS();
}

/**
 * A config that was written by {@link writeClusterConfig}, without checking it again.
 *
 * @throws InputError when it is no YAML
 * @public
 */
export function parseWrittenConfig(yaml: string): JsonObject {
  return readWrittenYaml(yaml) as JsonObject;
}
