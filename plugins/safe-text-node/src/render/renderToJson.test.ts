import { parse } from 'yaml';
import { JsonObject, JsonValue } from '@backstage/types';
import { renderToJson } from './renderToJson';
import { renderToYaml } from './renderToYaml';
import { RenderOptions } from './types';

const template = `
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: {{name}}
  region: "{{region}}"
  version: {{version}}
  tags:
    plain: {{value}}
    quoted: "{{value}}"
    single: '{{value}}'
    inside: a-{{value}}-b
    block: |
      {{value}}
    flow: {x: {{value}}, z: [{{value}}, "{{value}}"]}
    # {{value}}
managedNodeGroups:
{{#each groups}}
  - name: {{this.name}}
    desiredCapacity: {{this.nodes}}
    {{#if this.spot}}
    spot: true
    {{/if}}
{{/each}}
`;

const base = {
  name: 'demo',
  region: 'eu-west-1',
  version: '1.34',
  groups: [
    { name: 'one', nodes: 1, spot: true },
    { name: 'two', nodes: 2 },
  ],
};

const hostile = [
  '"}}{{evil',
  'a: b\n  c: d',
  '$(reboot)',
  '- x',
  '&a *a',
  '*a',
  '!!js/function "x"',
  '|\n  x',
  '>-\nx',
  '#',
  ' # x',
  "'",
  '"',
  '\\',
  '\\"',
  '🚀',
  'a\u0000b',
  'a\u2028b\u2029c\u0085d',
  '\ufeffx',
  '\r\n---\r\n',
  '...',
  '%YAML 1.1',
  '{{{x}}}',
  '{{value}}',
  '__proto__',
  'constructor',
  'yes',
  'on',
  'NO',
  'y',
  'null',
  '~',
  'true',
  '1.30',
  '0x10',
  '0o7',
  '1e3',
  '012',
  '1:30',
  '1_000',
  '.inf',
  '2026-11-21',
  '2026-11-21T10:00:00Z',
  '',
  ' ',
  '  lead and trail  ',
  '\t',
  '}',
  ']',
  ',',
  '?',
  ': ',
  '<<',
  '@x',
  '`x`',
  '%x',
  'a\nb\n\n c\n',
];

function render(values: JsonObject, source = template) {
  const rendered = renderToYaml({ template: source, values });
  if (rendered.kind === 'refused') {
    throw new Error(JSON.stringify(rendered.findings));
  }
  return { config: rendered.value, yaml: rendered.yaml };
}

function valueOf(options: RenderOptions) {
  const rendered = renderToJson(options);
  return rendered.kind === 'rendered' ? rendered.value : rendered;
}

/** What refuses a template. */
function findingsOf(options: RenderOptions) {
  const rendered = renderToJson(options);
  return rendered.kind === 'refused' ? rendered.findings : [];
}

/** The same as one text. */
function refusalOf(values: JsonObject, source: string): string {
  return findingsOf({ template: source, values })
    .map(({ message }) => message)
    .join('; ');
}

describe('renderToJson', () => {
  it('renders values with their types', () => {
    const { config } = render({ ...base, value: 'x' });
    expect(config).toEqual({
      apiVersion: 'eksctl.io/v1alpha5',
      kind: 'ClusterConfig',
      metadata: {
        name: 'demo',
        region: 'eu-west-1',
        version: '1.34',
        tags: {
          plain: 'x',
          quoted: 'x',
          single: 'x',
          inside: 'a-x-b',
          block: 'x\n',
          flow: { x: 'x', z: ['x', 'x'] },
        },
      },
      managedNodeGroups: [
        { name: 'one', desiredCapacity: 1, spot: true },
        { name: 'two', desiredCapacity: 2 },
      ],
    });
  });

  it.each(hostile)('keeps %j where it belongs', value => {
    const { config, yaml } = render({ ...base, value });
    expect((config.metadata as JsonObject).tags).toEqual({
      plain: value,
      quoted: value,
      single: value,
      inside: `a-${value}-b`,
      block: `${value}\n`,
      flow: { x: value, z: [value, value] },
    });
    // YAML 1.1 and 1.2 give the same result
    expect(parse(yaml, { version: '1.1' })).toEqual(config);
    expect(parse(yaml, { version: '1.2' })).toEqual(config);
  });

  it('keeps a very long text', () => {
    const value = `"${'x: y\n'.repeat(15_000)}`;
    expect(render({ value }, 'x: {{value}}').config).toEqual({ x: value });
  });

  it('keeps the shape of the tree for random text', () => {
    const alphabet = [...'{}[]:,-?&*!|>\'"%@`#~ \n\tax0.\\$<=/'];
    let seed = 42;
    const next = (limit: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % limit;
    };
    for (let round = 0; round < 300; round++) {
      const value = Array.from(
        { length: 1 + next(12) },
        () => alphabet[next(alphabet.length)],
      ).join('');
      const { config, yaml } = render({ ...base, value });
      expect((config.metadata as JsonObject).tags).toMatchObject({
        plain: value,
        inside: `a-${value}-b`,
      });
      expect(parse(yaml, { version: '1.1' })).toEqual(config);
    }
  });

  it.each<[JsonValue]>([[3], [1.5], [true], [false]])(
    'gives %j its type as a whole value and takes it as text inside a text',
    value => {
      expect(render({ value }, 'x: {{value}}').config).toEqual({ x: value });
      expect(render({ value }, 'x: "{{value}}"').config).toEqual({
        x: String(value),
      });
      expect(render({ value }, 'x: a-{{value}}').config).toEqual({
        x: `a-${value}`,
      });
    },
  );

  it.each<[JsonValue]>([[['a', 'b']], [{ a: 1 }]])(
    'takes %j as a whole value and refuses it inside a text',
    value => {
      expect(render({ value }, 'x: {{value}}').config).toEqual({ x: value });
      expect(refusalOf({ value }, 'x: a-{{value}}')).toMatch(
        /cannot stand inside a text/,
      );
    },
  );

  it('takes values as keys, but not the same one twice and not __proto__', () => {
    const labels = '{{#each labels}}\n{{@key}}: {{this}}\n{{/each}}';
    expect(
      render({ labels: { 'a: b': 'c', yes: 'no' } }, labels).config,
    ).toEqual({ 'a: b': 'c', yes: 'no' });
    expect(refusalOf({ a: 'k', b: 'k' }, '{{a}}: 1\n{{b}}: 2')).toMatch(
      /k is given twice/,
    );
    expect(refusalOf({ a: '__proto__' }, '{{a}}: {b: 1}')).toMatch(/__proto__/);
    expect(
      refusalOf(
        { a: JSON.parse('{"__proto__": {"polluted": true}}') },
        'x: {{a}}',
      ),
    ).toMatch(/__proto__/);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it.each([
    ['x: {{{value}}}', /raw output/],
    ['x: {{&value}}', /raw output/],
    ['{{> other}}', /partials/],
    ['{{#> other}}x{{/other}}', /partials/],
    ['{{* decorate}}', /partials and decorators/],
    ['{{#*inline "x"}}y{{/inline}}', /partials and decorators/],
    ['x: {{lookup value "length"}}', /no helper "lookup"/],
    ['{{#each (lookup this "x")}}{{/each}}', /no helper "lookup"/],
    ['{{log value}}', /no helper "log"/],
    ['{{#value}}x{{/value}}', /no block "value"/],
    ['x: {{constructor}}', /"constructor" is not allowed/],
    ['x: {{value.__proto__}}', /"__proto__" is not allowed/],
    ['x: {{value.[constructor].name}}', /"constructor" is not allowed/],
    ['x: {{@partial-block}}', /no variable/],
    ['x: {{default value key=1}}', /named arguments/],
    ['x: {{#if}', /not valid Handlebars/],
    ...['emit', 'concat', 'each', 'with'].map((name): [string, RegExp] => [
      `{{#with value as |${name}|}}x: {{value}}{{/with}}`,
      /must not have the name of a helper/,
    ]),
    [
      '{{#if a}}{{else with value as |emit|}}x: {{value}}{{/if}}',
      /must not have the name of a helper/,
    ],
    [
      'x: !!binary {{value}}',
      /must not use YAML tags such as tag:yaml.org,2002:binary/,
    ],
    ['x: &a [*a]', /no anchor before the alias \*a/],
    ['- {{value}}', /not a YAML map/],
    ['x: [', /not valid YAML/],
    ['x: {{missing}}', /missing \(line 1 of the template\) has no value/],
    ['x: {{value.toString}}', /has no value/],
    ['x: {{add value 1}}', /"add" needs numbers/],
  ])('refuses %j', (source, message) => {
    expect(refusalOf({ value: 'x' }, source)).toMatch(message);
  });

  it('names the parameter and collects all that is missing', () => {
    const source = 'x: {{one}}\nz: {{two.deep}}';
    expect(findingsOf({ template: source, values: {} })).toEqual([
      expect.objectContaining({ code: 'value-missing', parameter: 'one' }),
      expect.objectContaining({ code: 'value-missing', parameter: 'two' }),
    ]);
  });

  it('shows none of its own words in a message about YAML', () => {
    const refusal = refusalOf({ value: 'x' }, 'x: [{{value}}');
    expect(refusal).toMatch(/is not valid YAML/);
    expect(refusal).not.toMatch(/v[0-9a-f]{24}n/);
  });

  it('offers pure helpers', () => {
    const source = `
      a: {{default missing "d"}}
      b: {{add nodes 1}}
      c: {{concat name "-" nodes}}
      d: {{join zones ","}}
      {{#if (and (gt nodes 2) (eq name "demo"))}}
      e: {{max nodes 10}}
      {{else}}
      e: 0
      {{/if}}
      {{#unless (not name)}}
      f: {{list name nodes}}
      {{/unless}}
      g: {{eq name "demo"}}
    `;
    expect(
      render({ nodes: 3, name: 'demo', zones: ['a', 'b'] }, source).config,
    ).toEqual({
      a: 'd',
      b: 4,
      c: 'demo-3',
      d: 'a,b',
      e: 10,
      f: ['demo', 3],
      g: true,
    });
  });

  it('lets the context win over values and stops loops that multiply', () => {
    const config = valueOf({
      template: 'owner: {{owner}}',
      values: { owner: 'group:default/theirs' },
      context: { owner: 'group:default/ours' },
    });
    expect(config).toEqual({ owner: 'group:default/ours' });

    const many = Array.from({ length: 200 }, (_, index) => index);
    expect(
      refusalOf(
        { many },
        '{{#each many}}{{#each ../many}}\n- {{this}}{{/each}}{{/each}}',
      ),
    ).toMatch(/more than 10000/);
  });

  it.each([
    [
      '{{parametr}}',
      'there is no parameter "parametr"; did you mean "parameter"?',
    ],
    ['{{#if parametr}}a{{/if}}', 'did you mean "parameter"?'],
    ['{{#each list}}{{../parametr}}{{/each}}', 'did you mean "parameter"?'],
    ['{{#each list}}{{@root.parametr}}{{/each}}', 'did you mean "parameter"?'],
    ['{{default parametr 1}}', 'did you mean "parameter"?'],
    [
      '{{#each list}}{{else}}{{parametr}}{{/each}}',
      'did you mean "parameter"?',
    ],
    ['{{#if false}}{{zzz.a}}{{/if}}', 'there is no parameter "zzz"; there are'],
  ])('names what is unknown in %j', (source, message) => {
    expect(
      findingsOf({
        template: `a: 1\n${source}`,
        values: { list: [1] },
        names: ['parameter', 'list'],
      }),
    ).toEqual([
      expect.objectContaining({ message: expect.stringContaining(message) }),
    ]);
  });

  it('knows what blocks give names to', () => {
    expect(
      valueOf({
        template: `
a:
{{#each list as |item index|}}
- {{item.name}}-{{index}}-{{name}}-{{this.name}}-{{../parameter}}-{{@root.parameter}}-{{@index}}
{{/each}}
{{#with map}}
b: {{name}}
{{/with}}`,
        values: { parameter: 1, list: [{ name: 'x' }], map: { name: 'y' } },
        names: ['parameter', 'list', 'map'],
      }),
    ).toEqual({ a: ['x-0-x-x-1-1-0'], b: 'y' });
  });

  const many = Array.from({ length: 300 }, (_, index) => index);
  it.each([
    [
      'loops without output',
      '{{#each many}}{{#each ../many}}{{#each ../../many}}{{/each}}{{/each}}{{/each}}',
      /go round more than 10000 times/,
    ],
    [
      'loops that write much text',
      `{{#each many}}${'x'.repeat(2_000)}{{/each}}`,
      /write more than 524288 characters/,
    ],
    ['values that are long', '{{#each many}}{{../text}}{{/each}}', /of them/],
    ['values that are large', '{{#each many}}{{../many}}{{/each}}', /of them/],
    ['values that are deep', 'a: {{deep}}', /nested too deeply/],
    ['a long template', `# ${'x'.repeat(200_000)}`, /at most 131072/],
    [
      'a deep template',
      `${'{{#if a}}'.repeat(8_000)}${'{{/if}}'.repeat(8_000)}`,
      /more than 500 blocks/,
    ],
    [
      'a chain of else',
      `{{#if a}}${'{{else if a}}'.repeat(8_000)}{{/if}}`,
      /more than 500 blocks/,
    ],
    [
      'deep expressions',
      `a: {{default ${'(not '.repeat(9_000)}1${')'.repeat(9_000)}}}`,
      /opening parentheses/,
    ],
    ['a deep text', `a: ${'['.repeat(60_000)}`, /nested too deeply|not valid/],
  ])('stops %s', (_, source, message) => {
    expect(
      refusalOf(
        {
          many,
          text: 'x'.repeat(5_000),
          deep: JSON.parse(`${'['.repeat(60)}${']'.repeat(60)}`),
        },
        source,
      ),
    ).toMatch(message);
  });
});
