import { JsonObject, JsonValue } from '@backstage/types';
import {
  Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  Scalar,
} from 'yaml';
import { appendIndex, appendKey } from '../util/paths';
import { TextFinding } from '../findings';
import { findUnportable, toVisible } from '../util/characters';
import { isJsonObject } from '../util/isJsonObject';
import { composeDocument } from './composeDocument';
import {
  MAXIMUM_DEPTH,
  MAXIMUM_FINDINGS,
  MAXIMUM_LENGTH,
  MAXIMUM_NODES,
} from './limits';
import { readPlainScalar } from './plainScalar';

/**
 * The value of a YAML text.
 *
 * @public
 */
export type YamlReading =
  | { kind: 'value'; value: JsonValue }
  /** The text as a whole cannot be parsed. The message is the rest of a sentence: `is not valid YAML: …`. */
  | { kind: 'unreadable'; message: string }
  /** Some values cannot be used; `value` has them as they are written. */
  | { kind: 'invalid'; findings: TextFinding[]; value: JsonValue };

/**
 * Replaces scalars of the text, such as placeholders by their values.
 *
 * @public
 */
export type Substitution = {
  /** The replacement of a plain scalar, if any. */
  whole(source: string): { value: JsonValue } | undefined;
  /** The text of any other scalar and of a key. */
  text(source: string, path: string): string;
};

const NO_SUBSTITUTION: Substitution = {
  whole: () => undefined,
  text: source => source,
};

class Unreadable extends Error {}

function parse(source: string): Document {
  if (source.length > MAXIMUM_LENGTH) {
    throw new Unreadable(
      `has ${source.length} characters; at most ${MAXIMUM_LENGTH} are allowed`,
    );
  }
  const character = findUnportable(source);
  if (character) {
    throw new Unreadable(
      `holds the character ${character}, which not every YAML reader takes for text; write it as an escape in double quotes, or leave it out`,
    );
  }
  // The library would search all keys for each key; Reader checks uniqueness faster
  const composed = composeDocument(source, { uniqueKeys: false });
  if (composed.kind === 'invalid') {
    throw new Unreadable(composed.message);
  }
  const { document } = composed;
  if (document.directives?.yaml.explicit) {
    throw new Unreadable('must not begin with the directive %YAML');
  }
  return document;
}

type Anchored = { value: JsonValue; nodes: number };

class Reader {
  private readonly findings: TextFinding[] = [];
  private readonly anchors = new Map<string, Anchored>();
  private nodes = 0;

  constructor(private readonly substitution: Substitution) {}

  read(document: Document): YamlReading {
    const value = this.readNode(document.contents, '', 0);
    return this.findings.length > 0
      ? { kind: 'invalid', findings: this.findings, value }
      : { kind: 'value', value };
  }

  private readNode(node: unknown, path: string, depth: number): JsonValue {
    if (isAlias(node)) {
      return this.readAlias(node.source);
    }
    this.count(1);
    if (depth > MAXIMUM_DEPTH) {
      throw new Unreadable('is nested too deeply');
    }
    if (!isNode(node)) {
      return null;
    }
    if (node.tag) {
      throw new Unreadable(`must not use YAML tags such as ${node.tag}`);
    }
    const before = this.nodes;
    const value = this.readContent(node, path, depth);
    const { anchor } = node as { anchor?: string };
    if (anchor) {
      this.anchors.set(anchor, { value, nodes: this.nodes - before + 1 });
    }
    return value;
  }

  private readContent(node: unknown, path: string, depth: number): JsonValue {
    if (isMap(node)) {
      return this.readMap(node.items, path, depth);
    }
    if (isSeq(node)) {
      return node.items.map((item, index) =>
        this.readNode(item, appendIndex(path, index), depth + 1),
      );
    }
    return isScalar(node) ? this.readScalar(node, path) : null;
  }

  /** An anchor is defined when its node ends, so circular references are impossible. */
  private readAlias(name: string): JsonValue {
    const anchored = this.anchors.get(name);
    if (!anchored) {
      throw new Unreadable(`has no anchor before the alias *${name}`);
    }
    this.count(anchored.nodes);
    return anchored.value;
  }

  private readMap(
    items: { key: unknown; value: unknown }[],
    path: string,
    depth: number,
  ): JsonObject {
    const map: JsonObject = {};
    const put = (name: string, value: JsonValue, childPath: string) => {
      if (Object.hasOwn(map, name)) {
        this.refuse('yaml-key', childPath, 'is given twice');
      } else if (name === '__proto__') {
        this.refuse('yaml-key', childPath, 'has a name that is not allowed');
      } else {
        map[name] = value;
      }
    };
    for (const { key, value } of items) {
      if (isMergeKey(key)) {
        for (const merged of this.readMerged(value, path, depth)) {
          for (const [name, child] of Object.entries(merged)) {
            put(name, child as JsonValue, appendKey(path, name));
          }
        }
      } else {
        const name = this.readKey(key, path);
        const childPath = appendKey(path, name);
        put(name, this.readNode(value, childPath, depth + 1), childPath);
      }
    }
    return map;
  }

  private readMerged(node: unknown, path: string, depth: number): JsonObject[] {
    const mergePath = appendKey(path, '<<');
    const value = this.readNode(node, mergePath, depth + 1);
    const maps = Array.isArray(value) ? value : [value];
    if (!maps.every(isJsonObject)) {
      throw new Unreadable(
        `can merge (<<) only a map or a list of maps at ${mergePath}`,
      );
    }
    return maps;
  }

  private readKey(key: unknown, path: string): string {
    if (!isScalar(key) || key.tag || key.anchor) {
      throw new Unreadable(
        `has a key that is not a plain text under ${path || 'the top'}`,
      );
    }
    const source = String(key.source ?? key.value);
    const reading =
      key.type === Scalar.PLAIN ? readingOfKey(source) : undefined;
    if (reading !== undefined) {
      this.refuse(
        'yaml-key',
        appendKey(path, source),
        `has a key that some YAML parsers read as ${reading}; put it in quotes`,
      );
    }
    return this.substitution.text(source, path);
  }

  private readScalar(node: Scalar, path: string): JsonValue {
    const source = String(node.source ?? node.value ?? '');
    if (node.type !== Scalar.PLAIN) {
      return this.substitution.text(source, path);
    }
    const whole = this.substitution.whole(source);
    if (whole) {
      return whole.value;
    }
    const read = readPlainScalar(source);
    if (read.kind === 'ambiguous') {
      this.refuse(
        'yaml-scalar',
        path,
        `is ${toVisible(source)}, which some YAML parsers read as ${
          read.reading
        }; put it in quotes if it is a text, or write it as true, false or a decimal number`,
      );
      return source;
    }
    return typeof read.value === 'string'
      ? this.substitution.text(read.value, path)
      : read.value;
  }

  private count(nodes: number): void {
    this.nodes += nodes;
    if (this.nodes > MAXIMUM_NODES) {
      throw new Unreadable(
        `holds more than ${MAXIMUM_NODES} values, with what aliases repeat`,
      );
    }
  }

  private refuse(code: string, path: string, what: string): void {
    if (this.findings.length < MAXIMUM_FINDINGS) {
      this.findings.push({
        severity: 'error',
        code,
        message: `${path} ${what}`,
        path,
      });
    }
  }
}

/**
 * Parses YAML as JSON, if all parsers read it the same way. Go's library, on which eksctl, kubectl and Helm are built, reads a dialect of
 * YAML 1.1; everything that means something else there than in YAML 1.2 is refused with the correct form. Anchors, aliases and merge keys
 * are resolved. The work is bounded by the length of the text and the number of values.
 *
 * @public
 */
export function readYaml(
  source: string,
  substitution: Substitution = NO_SUBSTITUTION,
): YamlReading {
  try {
    const document = parse(source);
    return new Reader(substitution).read(document);
  } catch (error) {
    if (error instanceof Unreadable) {
      return { kind: 'unreadable', message: error.message };
    }
    throw error;
  }
}

/** What Go's library reads a plain key as, if it differs from its text. It converts keys back to strings, so `1` and `true` stay unchanged. */
function readingOfKey(source: string): string | undefined {
  const read = readPlainScalar(source);
  if (read.kind === 'ambiguous') {
    return read.reading;
  }
  return String(read.value) === source && read.value !== null
    ? undefined
    : String(read.value);
}

/** In quotes it is an ordinary key. */
function isMergeKey(key: unknown): boolean {
  return (
    isScalar(key) && key.type === Scalar.PLAIN && (key.source ?? '') === '<<'
  );
}
