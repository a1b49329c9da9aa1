import { randomBytes } from 'node:crypto';
import { JsonObject, JsonValue } from '@backstage/types';
import { TextFinding } from '../findings';
import { MAXIMUM_DEPTH, MAXIMUM_LENGTH, MAXIMUM_NODES } from '../yaml/limits';
import { Substitution } from '../yaml/readYaml';
import { Emit, ExpressionOrigin } from './compileTemplate';

/** A value that cannot be converted to JSON. */
class NotJson extends Error {}

type Entry = { value: JsonValue; origin: ExpressionOrigin };

/**
 * Keeps values out of the text that is parsed: an unguessable word of letters and digits replaces each value in the text, and the value
 * is inserted only into the parsed tree. So no value can change the structure of the tree.
 */
export class Placeholders implements Substitution {
  private readonly prefix = `v${randomBytes(12).toString('hex')}n`;
  private readonly word = new RegExp(`${this.prefix}(\\d+)z`, 'g');
  private readonly entries: Entry[] = [];
  private nodes = 0;
  private length = 0;

  constructor(private readonly findings: TextFinding[]) {}

  /** Stores a value and returns the word that represents it. */
  readonly emit: Emit = (value, origin) => {
    const accepted = this.accept(value, origin);
    const index = this.entries.push({ value: accepted, origin }) - 1;
    return `${this.prefix}${index}z`;
  };

  /** The value, with its type, of a plain scalar that consists of exactly one placeholder. */
  whole(source: string): { value: JsonValue } | undefined {
    const [match, ...others] = source.matchAll(this.word);
    if (!match || others.length > 0 || match[0] !== source) {
      return undefined;
    }
    return { value: this.entries[Number(match[1])].value };
  }

  /** Text with its placeholders replaced. Only strings, numbers and booleans can be part of a text. */
  text(source: string, path: string): string {
    return source.replace(this.word, (_, index) => {
      const { value, origin } = this.entries[Number(index)];
      if (value !== null && typeof value === 'object') {
        this.findings.push({
          severity: 'error',
          code: 'value-not-text',
          message: `${origin.source} (line ${origin.line} of the template) is a list or a map and cannot stand inside a text`,
          path,
          parameter: parameterOf(origin),
        });
        return '';
      }
      return String(value);
    });
  }

  private accept(value: unknown, origin: ExpressionOrigin): JsonValue {
    try {
      return this.copyOf(value, 0);
    } catch (error) {
      if (!(error instanceof NotJson)) {
        throw error;
      }
      this.findings.push({
        severity: 'error',
        code: value === undefined ? 'value-missing' : 'value-not-json',
        message: `${origin.source} (line ${origin.line} of the template) ${error.message}`,
        parameter: parameterOf(origin),
      });
      return '';
    }
  }

  /** A copy as JSON. The total size of all values is limited, since a loop can write a long one repeatedly. */
  private copyOf(value: unknown, depth: number): JsonValue {
    this.nodes += 1;
    this.length += typeof value === 'string' ? value.length : 0;
    if (this.nodes > MAXIMUM_NODES || this.length > MAXIMUM_LENGTH) {
      throw new Error(
        `The template writes more than ${MAXIMUM_NODES} values or ${MAXIMUM_LENGTH} characters of them; make it or the values smaller`,
      );
    }
    if (depth > MAXIMUM_DEPTH) {
      throw new NotJson('is nested too deeply');
    }
    if (value !== null && typeof value === 'object') {
      return Array.isArray(value)
        ? value.map(item => this.copyOf(item, depth + 1))
        : this.copyOfMap(value, depth);
    }
    return scalarOf(value);
  }

  private copyOfMap(map: object, depth: number): JsonObject {
    const copy: JsonObject = {};
    for (const [key, value] of Object.entries(map)) {
      // JavaScript gives this name a special meaning
      if (key === '__proto__') {
        throw new NotJson(`holds the name "${key}", which is not allowed`);
      }
      this.length += key.length;
      copy[key] = this.copyOf(value, depth + 1);
    }
    return copy;
  }
}

function parameterOf(origin: ExpressionOrigin): string | undefined {
  const name = origin.source.split(/[./]/)[0];
  return /^[A-Za-z_][\w-]*$/.test(name) ? name : undefined;
}

function scalarOf(value: unknown): JsonValue {
  if (value === undefined || value === null) {
    throw new NotJson(
      'has no value; give it a default or put it between {{#if}} and {{/if}}',
    );
  }
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (!Number.isFinite(value)) {
        throw new NotJson('is not a finite number');
      }
      return value;
    default:
      throw new NotJson('is neither text, number, true, false, list nor map');
  }
}
