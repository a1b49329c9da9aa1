import { toError } from '@backstage/errors';
import { composeDocument } from './composeDocument';

/**
 * What one YAML document by people holds.
 *
 * @public
 */
export type YamlDocument =
  | { kind: 'content'; value: unknown }
  | { kind: 'empty' }
  | { kind: 'invalid'; message: string };

/** Reads a document in YAML 1.2 that is not meant for eksctl. */
export function parseYamlDocument(text: string): YamlDocument {
  const composed = composeDocument(text, { uniqueKeys: true });
  if (composed.kind === 'invalid') {
    return composed;
  }
  const { document } = composed;
  if (document.contents === null) {
    return { kind: 'empty' };
  }
  try {
    const value: unknown = document.toJS();
    // Fails for what contains itself
    JSON.stringify(value);
    return { kind: 'content', value };
  } catch (error) {
    // Aliases that grow without end
    return {
      kind: 'invalid',
      message: `can't be read: ${toError(error).message}`,
    };
  }
}
