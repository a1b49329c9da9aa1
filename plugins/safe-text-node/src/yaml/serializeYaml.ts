import { isDeepStrictEqual } from 'node:util';
import { JsonObject } from '@backstage/types';
import { RefusedText } from '../findings';
import { refusedText } from '../findings/refusedText';
import { checkWritable } from './checkWritable';
import { MAXIMUM_LENGTH } from './limits';
import { readYaml } from './readYaml';
import { writeYaml } from './writeYaml';

/**
 * YAML that every parser reads as the written document.
 *
 * @public
 */
export type WrittenYaml = { kind: 'written'; text: string };

/**
 * Writes a document as YAML that every parser reads as exactly this document, and verifies it: the text is parsed again and compared with
 * the document.
 *
 * In YAML 1.1, `yes`, `012` and `<<` are not strings and U+2028 ends a line. So every key and every string is double-quoted on one line,
 * with escapes for all invisible characters.
 *
 * @public
 */
export function serializeYaml(document: JsonObject): WrittenYaml | RefusedText {
  const findings = checkWritable(document);
  if (findings.length > 0) {
    return { kind: 'refused', findings };
  }
  const text = writeYaml(document);
  if (text.length > MAXIMUM_LENGTH) {
    return refusedText(
      'document-size',
      `The document has ${text.length} characters when it is written; at most ${MAXIMUM_LENGTH} are allowed`,
    );
  }
  const reading = readYaml(text);
  return reading.kind === 'value' &&
    isDeepStrictEqual(reading.value, asJson(document))
    ? { kind: 'written', text }
    : refusedText(
        'not-portable',
        'The document cannot be written so that every parser reads the same as what was checked',
      );
}

/** Without undefined fields, and with 0 for -0, as in JSON. */
function asJson(document: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(document));
}
