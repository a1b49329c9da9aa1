import type { JsonObject, JsonValue } from '@backstage/types';
import { isAlias, isNode, parseDocument, visit } from 'yaml';
import { isNestedTooDeep } from './nesting';

/** A ClusterConfig by people, or why it is none. */
export type RawConfig =
  | { kind: 'config'; config: JsonObject }
  | { kind: 'invalid'; message: string };

/**
 * Reads the value of a raw blueprint: YAML text, or a map.
 *
 * @remarks
 *
 * What comes out is plain JSON and is checked and written again like a rendered config, so nothing that YAML can do beyond
 * JSON (tags, aliases that grow without end) reaches eksctl.
 */
export function readRawConfig(value: JsonValue | undefined): RawConfig {
  const content = typeof value === 'string' ? parseSafely(value) : value;
  if (content instanceof Error) {
    return { kind: 'invalid', message: content.message };
  }
  return isMap(content)
    ? { kind: 'config', config: content }
    : { kind: 'invalid', message: 'is not a YAML map' };
}

/** The parser recurses, so a short text of brackets can overflow its stack. */
function parseSafely(text: string): JsonValue | Error {
  try {
    const content = parse(text);
    return isNestedTooDeep(content)
      ? new Error('is nested too deeply')
      : content;
  } catch (error) {
    return error instanceof RangeError
      ? new Error('is nested too deeply')
      : new Error(`is not valid YAML: ${error}`);
  }
}

function parse(text: string): JsonValue | Error {
  const document = parseDocument(text, { version: '1.2' });
  const [error] = [...document.errors, ...document.warnings];
  if (error) {
    return new Error(`is not valid YAML: ${error.message}`);
  }
  let usesMoreThanJson = false;
  visit(document, (_, node) => {
    if (isNode(node) && (isAlias(node) || node.tag || node.anchor)) {
      usesMoreThanJson = true;
      return visit.BREAK;
    }
    return undefined;
  });
  return usesMoreThanJson
    ? new Error('must not use YAML tags, anchors or aliases')
    : document.toJS();
}

function isMap(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
