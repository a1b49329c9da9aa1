import { toError } from '@backstage/errors';
import { composeDocument } from './composeDocument';

/**
 * The value of one YAML document from a user.
 *
 * @public
 */
export type YamlDocument =
  | { kind: 'content'; value: unknown }
  | { kind: 'empty' }
  | { kind: 'invalid'; message: string };

/** Parses a YAML 1.2 document for this process. See {@link readYaml} for a document that another program reads. */
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
    // Throws for circular references
    JSON.stringify(value);
    return { kind: 'content', value };
  } catch (error) {
    // Aliases that expand without limit
    return {
      kind: 'invalid',
      message: `can't be read: ${toError(error).message}`,
    };
  }
}
