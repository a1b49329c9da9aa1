import {
  type ApiOperation,
  operations,
  resolve,
  type Schema,
} from './document';
import {
  hostileNumber,
  hostileNumeral,
  hostileText,
  hostileValue,
} from './hostile';
import type { Random } from './Random';

/** Existing values by the name of their parameter or property, prefixed with the first part of the path where the name is ambiguous. */
export type Known = Record<string, readonly unknown[]>;

/** One request, ready to be sent. */
export interface FuzzedRequest {
  operation: string;
  person: string | undefined;
  method: string;
  /** Path and query, encoded. */
  target: string;
  headers: Record<string, string>;
  body?: string;
}

const PEOPLE = ['dana', 'cole', 'olga', 'ari', 'pat', 'pat', 'pat', 'zoe'];

/** How many places of a request are invalid: mostly one, so that the checks after the first one are reached. */
const BROKEN = [0, 0, 1, 1, 1, 1, 2, 5];

/** A request for one operation of the document, valid but for some places. */
export function generate(random: Random, known: Known): FuzzedRequest {
  const operation = random.pick(operations);
  const places = placesOf(operation);
  const broken = new Set(
    Array.from({ length: random.pick(BROKEN) }, () => random.pick(places)),
  );
  const values = { random, known: knownTo(operation, known), broken };
  return {
    operation: operation.id,
    person: random.chance(0.02) ? undefined : random.pick(PEOPLE),
    method: operation.method,
    target: targetOf(operation, values),
    headers: headersOf(operation, values),
    body: operation.body && bodyOf(operation.body, values),
  };
}

interface Values {
  random: Random;
  known: Known;
  /** Names of the places that get something that they should not. */
  broken: ReadonlySet<string>;
}

const WHOLE_BODY = 'the whole body';

function placesOf({ parameters, body }: ApiOperation): string[] {
  const properties = body ? variantsOf(body).flatMap(propertyNames) : [];
  return [
    ...parameters.map(({ name }) => name),
    ...new Set(properties),
    ...(body ? [WHOLE_BODY] : []),
  ];
}

/** The objects that a body can be. */
function variantsOf(body: Schema): Schema[] {
  const { oneOf, ...schema } = resolve(body);
  return oneOf ? oneOf.map(variant => resolve(variant)) : [schema];
}

function propertyNames({ properties = {} }: Schema): string[] {
  return Object.keys(properties);
}

/** Values with the first part of the path, such as `/v1/requests`, take precedence. */
function knownTo({ path }: ApiOperation, known: Known): Known {
  const prefix = `${path.split('/')[2]}.`;
  const own = Object.entries(known).flatMap(([name, values]) =>
    name.startsWith(prefix) ? [[name.slice(prefix.length), values]] : [],
  );
  return { ...known, ...Object.fromEntries(own) };
}

function targetOf({ path, parameters }: ApiOperation, values: Values): string {
  const { random } = values;
  let target = path;
  const query: string[] = [];
  for (const { name, in: place, required, schema } of parameters) {
    if (place === 'path') {
      target = target.replace(
        `{${name}}`,
        encoded(textFor(name, schema, values)) || '%20',
      );
    } else if (place === 'query' && (required || random.chance(0.4))) {
      query.push(`${name}=${encoded(textFor(name, schema, values))}`);
      if (values.broken.has(name) && random.chance(0.2)) {
        query.push(`${name}${random.pick(['', '[]', '[a]'])}=1`);
      }
    }
  }
  if (random.chance(0.02)) {
    query.push(
      random.pick(['%', '%ZZ', 'a=%E0%A4%A', '%00=1', '=', '__proto__=1']),
    );
  }
  return query.length === 0 ? target : `${target}?${query.join('&')}`;
}

function headersOf(
  { parameters }: ApiOperation,
  { random }: Values,
): Record<string, string> {
  const headers: Record<string, string> = {};
  if (parameters.some(({ in: place }) => place === 'header')) {
    if (random.chance(0.4)) {
      headers['Idempotency-Key'] = random.pick([
        'k'.repeat(1 + random.below(300)),
        `key-${random.below(20)}`,
        "' or 1=1 --",
        'caf\u00e9',
      ]);
    }
  }
  if (random.chance(0.05)) {
    headers['Last-Event-ID'] = hostileNumeral(random).replace(/[^ -~]/g, '?');
  }
  return headers;
}

function textFor(name: string, schema: Schema, values: Values): string {
  const { random, known, broken } = values;
  const resolved = resolve(schema);
  if (name === 'cursor') {
    return cursorFor(values);
  }
  if (broken.has(name)) {
    return resolved.type === 'integer' && random.chance(0.8)
      ? hostileNumeral(random)
      : hostileText(random).slice(0, 4_000);
  }
  if (known[name]) {
    return String(random.pick(known[name]));
  }
  const value = validFor(name, resolved, values);
  return Array.isArray(value) ? value.join(',') : String(value);
}

/** Cursors as the API makes them, with other filters, values and types. */
function cursorFor({ random, known, broken }: Values): string {
  const given = String(random.pick(known.cursor));
  if (!broken.has('cursor')) {
    return given;
  }
  if (random.chance(0.2)) {
    return random.chance(0.5)
      ? hostileText(random).slice(0, 4_000)
      : given.slice(0, random.below(given.length));
  }
  const cursor = JSON.parse(Buffer.from(given, 'base64url').toString('utf8'));
  const at = random.chance(0.7) ? cursor.position : cursor.query;
  const name = random.pick([...Object.keys(at), 'orderBy', 'state', 'text']);
  at[name] = random.chance(0.3)
    ? random.pick(['name,asc', 'hourlyCost,asc', 'at,desc', 'expiresAt,desc'])
    : hostileValue(random);
  return Buffer.from(JSON.stringify(cursor))
    .toString('base64url')
    .slice(0, 9_000);
}

function bodyOf(schema: Schema, values: Values): string | undefined {
  const { random, broken } = values;
  if (broken.has(WHOLE_BODY) && random.chance(0.5)) {
    return random.pick([
      '',
      '{',
      'null',
      '[]',
      '"text"',
      '1',
      '{"__proto__":{"a":1}}',
      '\ufeff{}',
      `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
      undefined,
    ]);
  }
  const body = objectFor(random.pick(variantsOf(schema)), values);
  if (broken.has(WHOLE_BODY)) {
    body[random.pick(['extra', '__proto__x', 'a\0', '\ud800'])] =
      hostileValue(random);
  }
  return JSON.stringify(body);
}

function objectFor(
  { properties = {}, required = [] }: Schema,
  values: Values,
): Record<string, unknown> {
  const { random, known, broken } = values;
  const given: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(properties)) {
    if (broken.has(name)) {
      if (random.chance(0.9)) {
        given[name] = brokenFor(resolve(schema), values);
      }
    } else if (required.includes(name) || random.chance(0.3)) {
      given[name] = known[name]
        ? random.pick(known[name])
        : validFor(name, resolve(schema), values);
    }
  }
  return given;
}

function brokenFor({ type }: Schema, { random }: Values): unknown {
  if (random.chance(0.25)) {
    return hostileValue(random);
  }
  switch (type) {
    case 'integer':
    case 'number':
      return hostileNumber(random);
    case 'string':
      return hostileText(random);
    default:
      return {
        [hostileText(random)]: hostileValue(random),
        nodes: hostileValue(random),
      };
  }
}

function validFor(name: string, schema: Schema, values: Values): unknown {
  const { random } = values;
  const { type, minimum = 0, maximum = 50, items } = schema;
  if (schema.enum) {
    return random.pick(schema.enum);
  }
  switch (type) {
    case 'boolean':
      return random.chance(0.5);
    case 'integer':
    case 'number':
      return minimum + random.below(Math.min(50, maximum - minimum + 1));
    case 'array':
      return [validFor(name, resolve(items ?? {}), values)];
    case 'object':
      return objectFor(schema, values);
    default:
      return `text-${random.below(1_000)}`;
  }
}

/** As `encodeURIComponent`, with the bytes that some programs write for half of a surrogate pair. */
function encoded(text: string): string {
  return text
    .split(/(\p{Cs})/u)
    .map(part =>
      /^\p{Cs}$/u.test(part) ? '%ED%A0%80' : encodeURIComponent(part),
    )
    .join('');
}
