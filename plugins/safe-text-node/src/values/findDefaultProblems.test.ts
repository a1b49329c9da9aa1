import { JsonObject } from '@backstage/types';
import { findDefaultProblems } from './findDefaultProblems';

function problemsOf(properties: JsonObject, rest: JsonObject = {}): string[] {
  return findDefaultProblems({
    type: 'object',
    additionalProperties: false,
    properties,
    ...rest,
  }).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

const pool: JsonObject = {
  type: 'object',
  additionalProperties: false,
  required: ['max'],
  properties: {
    min: { type: 'integer', default: 1 },
    max: { type: 'integer', maximum: 10 },
  },
};

describe('findDefaultProblems', () => {
  it.each<[string, JsonObject, string]>([
    [
      'type',
      { type: 'integer', default: '2' },
      '"2", must be of the type integer',
    ],
    [
      'null',
      { type: 'string', default: null },
      'null, must be of the type string',
    ],
    ['enum', { enum: ['a', 'b'], default: 'c' }, '"c", must be one of a, b'],
    ['const', { const: 1, default: 2 }, '2, must be 1'],
    ['minimum', { minimum: 3, default: 2 }, '2, must be at least 3'],
    ['maximum', { maximum: 3, default: 4 }, '4, must be at most 3'],
    ['multipleOf', { multipleOf: 2, default: 3 }, '3, must be a multiple of 2'],
    [
      'pattern',
      { pattern: '^a$', default: 'b' },
      '"b", must match the pattern ^a$',
    ],
    ['format', { format: 'ipv4', default: 'b' }, '"b", must be a valid ipv4'],
    [
      'maxLength',
      { maxLength: 1, default: 'bb' },
      '"bb", must have at most 1 characters',
    ],
    [
      'minItems',
      { minItems: 1, default: [] },
      '[], must have at least 1 entries',
    ],
    [
      'minProperties',
      { minProperties: 1, default: {} },
      '{}, must have at least 1 keys',
    ],
    [
      'uniqueItems',
      { type: 'array', uniqueItems: true, default: [1, 1] },
      '[1,1], must not hold an entry twice',
    ],
    [
      'a choice',
      { anyOf: [{ type: 'string' }, { type: 'null' }], default: 2 },
      '2, must match a schema in anyOf',
    ],
    [
      'a reference',
      { $ref: '#/definitions/size', default: 'c' },
      '"c", must be one of a, b',
    ],
    [
      'what people cannot see',
      { enum: ['a'], default: '\u2028' },
      '"\\u2028", must be one of a',
    ],
  ])('tells a default against %s', (_, schema, message) => {
    expect(
      problemsOf(
        { value: schema },
        { definitions: { size: { enum: ['a', 'b'] } } },
      ),
    ).toContain(`properties.value.default: the default of value, ${message}`);
  });

  it.each<[string, JsonObject, JsonObject, string]>([
    [
      'in a map',
      {
        pool: {
          type: 'object',
          properties: { size: { enum: ['a'], default: 'b' } },
        },
      },
      {},
      'properties.pool.properties.size.default: the default of pool.size, "b", must be one of a',
    ],
    [
      'of a map',
      { pool: { ...pool, default: { min: 'x', max: 11 } } },
      {},
      'properties.pool.default: the default of pool.max, 11, must be at most 10',
    ],
    [
      'of a map that lacks something besides',
      { pool: { ...pool, default: { min: 'x' } } },
      {},
      'properties.pool.default: the default of pool.min, "x", must be of the type integer',
    ],
    [
      'of a map with a key that is unknown',
      { pool: { ...pool, default: { max: 1, maks: 2 } } },
      {},
      'properties.pool.default: the default of pool.maks, 2, is not a known parameter',
    ],
    [
      'of all parameters with one that is unknown',
      {},
      { default: { nodes: 2 } },
      'default: the default of values.nodes, 2, is not a known parameter',
    ],
    [
      'of entries',
      {
        pools: {
          type: 'array',
          items: { properties: { size: { maximum: 3, default: 4 } } },
        },
      },
      {},
      'properties.pools.items.properties.size.default: the default of pools[].size, 4, must be at most 3',
    ],
    [
      'in a list',
      { zones: { type: 'array', items: { enum: ['a'] }, default: ['a', 'b'] } },
      {},
      'properties.zones.default: the default of zones.1, "b", must be one of a',
    ],
    [
      'under a key with slashes',
      { 'a/b~c%d': { enum: ['a'], default: 'b' } },
      {},
      'properties.a/b~c%d.default: the default of a/b~c%d, "b", must be one of a',
    ],
    [
      'behind a condition',
      { size: { enum: ['a'] } },
      {
        if: { required: ['size'] },
        then: { properties: { spot: { type: 'boolean', default: 'no' } } },
      },
      'then.properties.spot.default: the default of spot, "no", must be of the type boolean',
    ],
    [
      'in a definition',
      { size: { $ref: '#/$defs/size' } },
      { $defs: { size: { enum: ['a'], default: 'b' } } },
      '$defs.size.default: the default of size, "b", must be one of a',
    ],
  ])('tells a default %s', (_, properties, rest, message) => {
    expect(problemsOf(properties, rest)).toContain(message);
  });

  it('tells defaults that do not fit together', () => {
    const size = { enum: ['small', 'large'], default: 'small' };
    const nodes = { type: 'integer', default: 9 };
    const rest = {
      if: { properties: { size: { const: 'small' } } },
      then: { properties: { nodes: { maximum: 3 } } },
    };
    expect(problemsOf({ size, nodes }, rest)).toContain(
      ': the defaults do not fit together: values.nodes must be at most 3',
    );
    // A user who enters the team may also enter another size
    expect(
      problemsOf({ size, nodes, team: {} }, { ...rest, required: ['team'] }),
    ).toEqual([]);
    expect(
      problemsOf(
        { nodes, team: {} },
        {
          required: ['team'],
          allOf: [{ properties: { nodes: { maximum: 3 } } }],
        },
      ),
    ).toEqual([
      ': the defaults do not fit together: values.nodes must be at most 3',
    ]);
  });

  it.each<[string, JsonObject, JsonObject]>([
    ['no default', { nodes: { type: 'integer' } }, { required: ['nodes'] }],
    ['a default that fits', { nodes: { type: 'integer', default: 2 } }, {}],
    ['a map that lacks something', { pool: { ...pool, default: {} } }, {}],
    [
      'a parameter called default',
      {
        default: {
          type: 'object',
          properties: { default: { type: 'string' } },
        },
      },
      {},
    ],
    ['too few values', { a: {}, b: {} }, { minProperties: 1 }],
    [
      'a choice that a person makes',
      { mode: { default: 'a' }, x: {}, y: {} },
      {
        oneOf: [
          { properties: { mode: { const: 'a' } }, required: ['x'] },
          { properties: { mode: { const: 'b' } }, required: ['y'] },
        ],
      },
    ],
    [
      'what a value brings with it',
      { a: { default: 1 }, b: {} },
      { dependencies: { a: ['b'] } },
    ],
  ])('has nothing against %s', (_, properties, rest) => {
    expect(problemsOf(properties, rest)).toEqual([]);
  });
});
