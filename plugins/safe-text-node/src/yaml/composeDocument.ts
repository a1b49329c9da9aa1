import {
  Composer,
  CST,
  Document,
  isScalar,
  LineCounter,
  Parser,
  Scalar,
} from 'yaml';
import { MAXIMUM_SYNTAX_DEPTH } from './limits';

/** A document, or why a text is not one, as the rest of a sentence. */
export type ComposedDocument =
  | { kind: 'document'; document: Document }
  | { kind: 'invalid'; message: string };

/**
 * Parses a text as one YAML 1.2 document, if it is not nested too deeply.
 *
 * The library's composer is recursive. Near the end of the stack it would not only throw: V8 ends the whole process when it must compile
 * a regular expression there. So the depth is measured on the syntax, which is parsed without recursion, before the document is composed.
 */
export function composeDocument(
  source: string,
  options: { uniqueKeys: boolean },
): ComposedDocument {
  const lines = new LineCounter();
  const tokens = [...new Parser(lines.addNewLine).parse(source)];
  if (isTooDeep(tokens)) {
    return { kind: 'invalid', message: 'is nested too deeply' };
  }
  const composer = new Composer({
    ...options,
    version: '1.2',
    merge: false,
    // They repeat the surrounding text for each of thousands of errors
    prettyErrors: false,
  });
  const [document, ...others] = composer.compose(tokens, true, source.length);
  const [problem] = [...document.errors, ...document.warnings];
  if (problem) {
    const { line, col } = lines.linePos(problem.pos[0]);
    return {
      kind: 'invalid',
      message: `is not valid YAML: ${problem.message} at line ${line}, column ${col}`,
    };
  }
  // An end marker starts an empty document
  return !others.every(isEmpty)
    ? { kind: 'invalid', message: 'holds more than one YAML document' }
    : { kind: 'document', document };
}

function isEmpty({ contents, errors }: Document): boolean {
  const isNothing =
    contents === null ||
    (isScalar(contents) &&
      contents.type === Scalar.PLAIN &&
      contents.source === '' &&
      !contents.tag &&
      !contents.anchor);
  return isNothing && errors.length === 0;
}

function isTooDeep(tokens: CST.Token[]): boolean {
  const left = tokens.map(token => ({ token, depth: 0 }));
  for (let next = left.pop(); next; next = left.pop()) {
    const { token, depth } = next;
    if (depth > MAXIMUM_SYNTAX_DEPTH) {
      return true;
    }
    for (const child of childrenOf(token)) {
      left.push({ token: child, depth: depth + 1 });
    }
  }
  return false;
}

function childrenOf(token: CST.Token): CST.Token[] {
  if (token.type === 'document') {
    return token.value ? [token.value] : [];
  }
  return 'items' in token
    ? token.items.flatMap(({ key, value }) =>
        [key, value].filter((part): part is CST.Token => Boolean(part)),
      )
    : [];
}
