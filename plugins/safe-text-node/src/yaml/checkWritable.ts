import { JsonObject, JsonValue } from '@backstage/types';
import { findNoCharacter, quote } from '../util/characters';
import {
  MAXIMUM_DEPTH,
  MAXIMUM_FINDINGS,
  MAXIMUM_KEY_LENGTH,
  MAXIMUM_LENGTH,
  MAXIMUM_NODES,
} from '../yaml/limits';
import { isExact } from '../yaml/plainScalar';
import { appendIndex, appendKey } from '../util/paths';
import { TextFinding } from '../findings';

/**
 * Why a document cannot be written so that every parser reads exactly the same: its size, numbers that lose digits, and texts that YAML
 * cannot hold. After this check passes, all other checks are cheap.
 *
 * @public
 */
export function checkWritable(document: JsonObject): TextFinding[] {
  const findings: TextFinding[] = [];
  let nodes = 0;
  let length = 0;
  visit(document, '', 0);
  return findings;

  function visit(
    value: JsonValue | undefined,
    path: string,
    depth: number,
  ): void {
    nodes += 1;
    length += typeof value === 'string' ? value.length : 0;
    if (isTooLarge(depth)) {
      return;
    }
    const problem = scalarProblem(value);
    if (problem) {
      refuse(path, problem);
    }
    if (value !== null && typeof value === 'object') {
      for (const [key, child] of Object.entries(value)) {
        const isElement = Array.isArray(value);
        const childPath = isElement
          ? appendIndex(path, key)
          : appendKey(path, key);
        const problemOfKey = isElement ? undefined : keyProblem(key);
        length += key.length;
        if (problemOfKey) {
          refuse(childPath, problemOfKey);
        }
        visit(child, childPath, depth + 1);
      }
    }
  }

  function isTooLarge(depth: number): boolean {
    const isOver =
      nodes > MAXIMUM_NODES || length > MAXIMUM_LENGTH || depth > MAXIMUM_DEPTH;
    if (isOver && !findings.some(({ code }) => code === 'document-size')) {
      findings.unshift({
        severity: 'error',
        code: 'document-size',
        message: `The document is too large; at most ${MAXIMUM_NODES} values, ${MAXIMUM_LENGTH} characters and ${MAXIMUM_DEPTH} levels are allowed`,
      });
    }
    return isOver;
  }

  function refuse(path: string, what: string): void {
    if (findings.length < MAXIMUM_FINDINGS) {
      findings.push({
        severity: 'error',
        code: 'not-portable',
        message: `${path} ${what}`,
        path,
      });
    }
  }
}

function scalarProblem(value: JsonValue | undefined): string | undefined {
  if (typeof value === 'number') {
    return isExact(value)
      ? undefined
      : `is ${value}, which is no number that every program holds exactly; write it as a text`;
  }
  const character =
    typeof value === 'string' ? findNoCharacter(value) : undefined;
  return character && `holds ${character}, which is no character`;
}

function keyProblem(key: string): string | undefined {
  const character = findNoCharacter(key);
  if (character) {
    return `has a key with ${character}, which is no character`;
  }
  if (key === '__proto__') {
    return 'has a name that is not allowed';
  }
  return quote(key).length > MAXIMUM_KEY_LENGTH
    ? `has a key that is longer than ${MAXIMUM_KEY_LENGTH} characters, escapes included`
    : undefined;
}
