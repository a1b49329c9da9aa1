import { InputError } from '@backstage/errors';
import { composeDocument } from './composeDocument';

/**
 * Parses YAML that was written or checked before, such as a stored document. The time is linear in its length: the library's
 * uniqueness check would search all keys of a map for each key.
 *
 * @throws InputError if it is not YAML or nested too deeply
 * @public
 */
export function readWrittenYaml(text: string): unknown {
  const composed = composeDocument(text, { uniqueKeys: false });
  if (composed.kind === 'invalid') {
    throw new InputError(`The YAML ${composed.message}`);
  }
  return composed.document.toJS();
}
