import { monitorEventLoopDelay } from 'node:perf_hooks';
import { JsonObject } from '@backstage/types';
import { onBehalfOf } from '../pool';
import {
  completeValues,
  readDocument,
  renderTemplate,
  schemaProblem,
  templateProblem,
} from './boundedText';

jest.setTimeout(120_000);

/** The longest time that this thread was blocked, in milliseconds. */
async function longestBlock(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  await work();
  delay.disable();
  return delay.max / 1e6;
}

/** Milliseconds. The tasks refused here take seconds; a busy machine alone can block a thread for part of a second. */
const LONGEST_BLOCK = 500;

const many = Array.from({ length: 300 }, (_, index) => index);
const groups = Array.from({ length: 4_000 }, (_, index) => ({ index }));

const schemaOf = (value: JsonObject): JsonObject => ({
  type: 'object',
  properties: { value },
});

/** Each level doubles the work. */
const exponential: JsonObject = {
  ...schemaOf({ $ref: '#/definitions/d0' }),
  definitions: Object.fromEntries(
    Array.from({ length: 40 }, (_, level) => [
      `d${level}`,
      level === 39
        ? { type: 'string' }
        : {
            anyOf: [
              { allOf: [{ $ref: `#/definitions/d${level + 1}` }, false] },
              { $ref: `#/definitions/d${level + 1}` },
            ],
          },
    ]),
  ),
};

beforeAll(async () => {
  // Start the processes before measuring
  await Promise.all([
    completeValues({ type: 'object' }, {}),
    completeValues({ type: 'object' }, {}),
  ]);
});

describe('bounded work on text', () => {
  it.each([
    ['a pattern', schemaOf({ pattern: '^(a+)+$' }), `${'a'.repeat(60)}!`],
    ['another', schemaOf({ pattern: '^(\\w|\\d|_)*$' }), `${'1'.repeat(60)}-`],
    ['references that multiply', exponential, 1],
  ])('ends %s that takes for ever', async (_, schema, value) => {
    let problems: unknown;
    const blocked = await longestBlock(async () => {
      ({ problems } = await completeValues(schema, { value }));
    });

    expect(problems).toEqual([
      {
        field: 'values',
        message: expect.stringMatching(/could not be checked within 3 seconds/),
      },
    ]);
    expect(blocked).toBeLessThan(LONGEST_BLOCK);
    // Another process replaces it
    expect(await completeValues({ type: 'object' }, { a: 1 })).toEqual({
      values: { a: 1 },
      problems: [],
    });
  });

  it('compares unique items by the lists of their texts', async () => {
    const schema = schemaOf({ type: 'array', uniqueItems: true });
    const check = async (value: JsonObject[]) =>
      (await completeValues(schema, { value })).problems;

    expect(await check(groups)).toEqual([]);
    expect(await check([...groups, { index: 7 }])).toEqual([
      {
        field: 'values.value',
        message: 'values.value must not hold an entry twice',
      },
    ]);
    expect(
      await check([
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ]),
    ).toHaveLength(1);
    expect(await check([{ a: 1 }, { a: '1' }])).toEqual([]);
  });

  it.each([
    [
      'loops in a template',
      () =>
        renderTemplate({
          template:
            '{{#each many}}{{#each ../many}}{{#each ../../many}}{{/each}}{{/each}}{{/each}}',
          values: { many },
        }),
      /go round more than/,
    ],
    [
      'helpers in a template',
      () =>
        renderTemplate({
          template: `{{#each many}}{{#each (list 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20)}}{{#if (join @root.texts "")}}{{/if}}{{/each}}{{/each}}`,
          values: { many, texts: Array(20_000).fill('x'.repeat(20)) },
        }),
      /makes a text of more than 131072 characters/,
    ],
  ])('refuses too many %s', async (_, work, message) => {
    let refused: unknown;
    const blocked = await longestBlock(async () => {
      refused = await work();
    });

    expect(refused).toMatchObject({
      kind: 'refused',
      findings: expect.arrayContaining([
        expect.objectContaining({ message: expect.stringMatching(message) }),
      ]),
    });
    expect(
      (refused as { findings: unknown[] }).findings.length,
    ).toBeLessThanOrEqual(50);
    expect(blocked).toBeLessThan(LONGEST_BLOCK);
  });

  it.each([
    [
      'texts that double',
      // 400 MB in the end
      Array.from({ length: 12 }, (_, i) => `t${i}`).reduceRight(
        (inner, name, i) => {
          const before = i === 0 ? 'a' : `t${i - 1}`;
          return `{{#with (concat ${before} ${before}) as |${name}|}}${inner}{{/with}}`;
        },
        '{{#if (eq t11 "q")}}x: 1{{/if}}',
      ),
    ],
    [
      'a list and a long separator',
      `{{#if (eq (join list a) "q")}}x: 1{{/if}}`,
    ],
  ])('makes no text of %s', async (_, template) => {
    expect(
      await renderTemplate({
        template,
        values: { a: 'ā'.repeat(50_000), list: Array(9_000).fill('ā') },
      }),
    ).toMatchObject({
      kind: 'refused',
      findings: [
        { message: expect.stringMatching(/makes a text of more than/) },
      ],
    });
  });

  it('takes no values that defaults make too many', async () => {
    const schema = schemaOf({
      type: 'array',
      items: {
        type: 'object',
        properties: { text: { default: 'x'.repeat(50_000) } },
      },
    });
    const value = Array.from({ length: 2_000 }, () => ({}));
    expect((await completeValues(schema, { value })).problems).toHaveLength(1);
  });

  it('reads no document that contains itself', async () => {
    expect(await readDocument('a: &a [*a]')).toEqual({
      kind: 'invalid',
      message: expect.stringMatching(/can't be read/),
    });
  });

  it('renders a template', async () => {
    expect(
      await renderTemplate({
        template: 'pods: {{nodes}}\nname: {{name}}',
        values: { nodes: 2, name: 'yes' },
      }),
    ).toEqual({
      kind: 'rendered',
      value: { pods: 2, name: 'yes' },
      yaml: '"pods": 2\n"name": "yes"\n',
    });
    expect(
      await renderTemplate({ template: 'pods: {{nodes}}', values: {} }),
    ).toMatchObject({
      kind: 'refused',
      findings: [{ code: 'value-missing', parameter: 'nodes' }],
    });
    expect(await templateProblem('a: {{nodes}}', ['nodes'])).toBeUndefined();
    expect(await templateProblem('a: {{nods}}', ['nodes'])).toMatch(
      /did you mean "nodes"/,
    );
  });

  it('tells what keeps a schema from being used', async () => {
    expect(await schemaProblem({ type: 'object' })).toBeUndefined();
    expect(await schemaProblem({ type: 'nothing' })).toMatch(
      /is no JSON Schema/,
    );
    expect(await schemaProblem(schemaOf({ pattern: '(' }))).toMatch(
      /is no JSON Schema/,
    );
  });

  it('answers that it is busy rather than let work pile up', async () => {
    const slow = Array.from({ length: 60 }, () =>
      onBehalfOf('user:default/mallory', () =>
        completeValues({ type: 'object' }, {}),
      ),
    );
    // Another caller is served
    expect(
      await onBehalfOf('user:default/dana', () =>
        completeValues({ type: 'object' }, {}),
      ),
    ).toEqual({ values: {}, problems: [] });
    const outcomes = await Promise.allSettled(slow);
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]).toMatchObject({
      reason: { name: 'ServiceUnavailableError' },
    });
  });
});
