import { readYaml, YamlReading } from './readYaml';

const valueOf = (source: string) => {
  const reading = readYaml(source);
  return reading.kind === 'value' ? reading.value : reading;
};

const problemOf = (reading: YamlReading): string | undefined => {
  switch (reading.kind) {
    case 'unreadable':
      return reading.message;
    case 'invalid':
      return reading.findings.map(({ message }) => message).join('; ');
    default:
      return undefined;
  }
};

describe('readYaml', () => {
  it.each([
    ['a: true', { a: true }],
    ['a: FALSE', { a: false }],
    ['a: ~', { a: null }],
    ['a:', { a: null }],
    ['a: 12', { a: 12 }],
    ['a: -0', { a: 0 }],
    ['a: 1.50', { a: 1.5 }],
    ['a: 1e3', { a: 1000 }],
    ['a: 2024-01-02', { a: '2024-01-02' }],
    ['a: 1:30', { a: '1:30' }],
    ['a: "yes"', { a: 'yes' }],
    ['a: |\n  yes', { a: 'yes\n' }],
    ['1: x\ntrue: y1', { 1: 'x', true: 'y1' }],
    ['"<<": x', { '<<': 'x' }],
    ["'yes': x", { yes: 'x' }],
    ['\ufeffa: x', { a: 'x' }],
    ['a: "\\u2028"', { a: '\u2028' }],
    ['---\na: x\n---\n# the end\n', { a: 'x' }],
  ])('reads %j as every reader does', (source, value) => {
    expect(valueOf(source)).toEqual(value);
  });

  it.each([
    ['a: yes', 'a is yes, which some YAML parsers read as true'],
    ['a: [n]', 'a[0] is n, which some YAML parsers read as false'],
    ['a: Off', 'some YAML parsers read as false'],
    ['a: 012', 'a is 012, which some YAML parsers read as a number'],
    ['a: 0o7', 'a is 0o7, which some YAML parsers read as a number'],
    ['a: 0x1F', 'a is 0x1F, which some YAML parsers read as a number'],
    ['a: 0b1', 'a is 0b1, which some YAML parsers read as a number'],
    ['a: 1_000', 'a is 1_000, which some YAML parsers read as a number'],
    ['a: .inf', 'a is .inf, which some YAML parsers read as a number'],
    ['a: .nan', 'a is .nan, which some YAML parsers read as a number'],
    [
      'a: 1e999',
      'a is 1e999, which some YAML parsers read as a number that is too large',
    ],
    ['a: 9007199254740993', 'a number that is too large'],
    ['a: 123456789012345678901234567890', 'a number that is too large'],
    ['yes: a', 'yes has a key that some YAML parsers read as true'],
    ['0o7: a', '0o7 has a key that some YAML parsers read as a number'],
    ['012: a', '012 has a key that some YAML parsers read as a number'],
    ['1.0: a', '1.0 has a key that some YAML parsers read as 1'],
    ['~: a', '~ has a key that some YAML parsers read as null'],
    [': a', 'has a key that some YAML parsers read as null'],
    ['True: a', 'True has a key that some YAML parsers read as true'],
    ['a: 1\na: 2', 'a is given twice'],
    ['__proto__: a', '__proto__ has a name that is not allowed'],
  ])('refuses %j, which some parsers read differently', (source, problem) => {
    expect(readYaml(source)).toMatchObject({ kind: 'invalid' });
    expect(problemOf(readYaml(source))).toContain(problem);
  });

  it.each([
    ['a: b\u2028c: d', 'U+2028'],
    ['a: "b\u2029c"', 'U+2029'],
    ['a: b\u0085c', 'U+0085'],
    ['a: b\ufeff', 'U+FEFF'],
    ['a: b\rc: d', 'U+000D'],
    ['a: "\u0000"', 'U+0000'],
    ['# \ud800', 'U+D800'],
    ['a: \ufffe', 'U+FFFE'],
    ['a: \u{1ffff}', 'U+1FFFF'],
    ['a: !!str 1', 'must not use YAML tags'],
    ['a: !x 1', 'YAML'],
    ['%YAML 1.1\n---\na: yes', '%YAML'],
    ['a: 1\n---\nb: 2', 'more than one YAML document'],
    ['---\n---\nb: 2', 'more than one YAML document'],
    ['a: [', 'is not valid YAML'],
    ['a: *b', 'alias'],
    ['a: &a [*a]', 'no anchor before the alias *a'],
    ['? [a]\n: b', 'has a key that is not a plain text'],
    ['<<: 1', 'can merge (<<) only'],
    [`a: ${'['.repeat(100)}${']'.repeat(100)}`, 'is nested too deeply'],
    ['['.repeat(60_000), 'is nested too deeply'],
    ['- '.repeat(60_000), 'is nested too deeply'],
    ['? '.repeat(60_000), 'is nested too deeply'],
    ['a: '.repeat(40_000), 'is nested too deeply'],
    ['&a '.repeat(40_000), 'is not valid YAML'],
    ['!x '.repeat(40_000), 'YAML'],
    [`[${','.repeat(100_000)}`, 'is not valid YAML'],
    [
      Array.from({ length: 400 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
      'is nested too deeply',
    ],
    [`a: "${'x'.repeat(200_000)}"`, 'characters; at most'],
  ])('cannot read %j', (source, problem) => {
    expect(readYaml(source)).toMatchObject({ kind: 'unreadable' });
    expect(problemOf(readYaml(source))).toContain(problem);
  });

  it('resolves anchors and merge keys as the library of Go does', () => {
    expect(
      valueOf(
        'a: &a {b: 1}\nc: *a\nd: {<<: *a, e: 2}\nf: {<<: [*a, {g: 3}]}\nh: &a 4\ni: *a',
      ),
    ).toEqual({
      a: { b: 1 },
      c: { b: 1 },
      d: { b: 1, e: 2 },
      f: { b: 1, g: 3 },
      h: 4,
      i: 4,
    });
    // Go's library reports "key already set in map"
    expect(problemOf(readYaml('a: &a {b: 1}\nc: {<<: *a, b: 2}'))).toBe(
      'c.b is given twice',
    );
  });

  it('counts what aliases repeat', () => {
    const laughs = Array.from(
      { length: 12 },
      (_, index) =>
        `a${index + 1}: &a${index + 1} [${Array(9)
          .fill(`*a${index}`)
          .join(', ')}]`,
    );
    expect(problemOf(readYaml(['a0: &a0 x', ...laughs].join('\n')))).toContain(
      'holds more than 10000 values',
    );
  });

  it('reads many keys in time that grows with their number', () => {
    const quickest = (keys: number) => {
      const flow = `{${Array.from({ length: keys }, (_, i) => `k${i}: 1`)}}`;
      const times = Array.from({ length: 3 }, () => {
        const begin = performance.now();
        expect(readYaml(flow).kind).toBe('value');
        return performance.now() - begin;
      });
      return Math.min(...times);
    };
    quickest(1_000);
    // Eight times as many keys; comparing all pairs would take 64 times as long
    expect(quickest(4_800)).toBeLessThan(32 * quickest(600));
  });
});
