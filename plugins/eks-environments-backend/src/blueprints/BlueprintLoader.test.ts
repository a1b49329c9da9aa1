import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createMockDirectory,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { systemClock } from '../database';
import { migrate } from '../database';
import { checkBlueprint } from '../requests/checkBlueprint';
import { planningProvisioner } from '../__testUtils__/planningProvisioner';
import { testProvisioners } from '../__testUtils__/testProvisioners';
import { BlueprintLoader } from './BlueprintLoader';
import { DatabaseBlueprintStore } from './DatabaseBlueprintStore';
import { parseBlueprints } from './parseBlueprints';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

function blueprint(options: {
  name?: string;
  version?: number;
  title?: string;
  spec?: string;
}) {
  const { name = 'small', version = 1, title = 'Small', spec = '' } = options;
  return `
apiVersion: eks-environments.io/v1
kind: Blueprint
metadata: { name: ${name}, version: ${version}, title: ${title} }
spec:
  accounts: [sandbox]
  regions: [eu-west-1]
  template: |
    managedNodeGroups:
      - { name: workers, instanceType: t3.small, minSize: 1, maxSize: 1, desiredCapacity: 1 }
  lease:
    default: { days: 1 }
    maximum: { days: 2 }
    maximumTotal: { days: 4 }
    grace: { hours: 1 }
    extension: { days: 1 }
    maximumExtensions: 1
  approval: { mode: automatic }
${spec}`;
}

/** Nine lists of nine aliases each, of which every one is a list of nine. */
function bomb(): string {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
  for (let depth = 1; depth < 9; depth += 1) {
    const before = Array(9)
      .fill(`*a${depth - 1}`)
      .join(', ');
    lines.push(`a${depth}: &a${depth} [${before}]`);
  }
  return `${lines.join('\n')}\n`;
}

describe.each(databases.eachSupportedId())('blueprints on %s', databaseId => {
  const directory = createMockDirectory();

  async function start(rawAllowed = false) {
    const knex = await databases.init(databaseId);
    await migrate(knex);
    const store = new DatabaseBlueprintStore({ knex, clock: systemClock });
    const logger = mockServices.logger.mock();
    const loader = new BlueprintLoader({
      locations: [{ type: 'file', target: directory.path }],
      rawAllowed,
      urlReader: mockServices.urlReader.mock(),
      store,
      logger,
      check: checkBlueprint(testProvisioners([planningProvisioner()])),
      accounts: [
        {
          id: 'sandbox',
          accountNumber: '111111111111',
          regions: ['eu-west-1'],
        },
      ],
    });
    const offered = async () =>
      (await store.listNewest()).map(
        ({ name, version, title }) => `${name}@${version} ${title}`,
      );
    return { knex, store, loader, logger, offered };
  }

  it('come from all files of a folder, the newest version of each', async () => {
    directory.setContent({
      'a.yaml': `${blueprint({ version: 1 })}\n---\n${blueprint({
        version: 2,
        title: 'Better',
      })}`,
      'b.yml': blueprint({ name: 'large', title: 'Large' }),
      'notes.md': 'not a blueprint',
    });
    const { loader, offered, store } = await start();

    await expect(loader.load()).resolves.toEqual([]);

    expect(await offered()).toEqual(['large@1 Large', 'small@2 Better']);
    expect((await store.find('small', 1))?.title).toBe('Small');
  });

  it('can be changed until somebody uses them', async () => {
    directory.setContent({ 'a.yaml': blueprint({}) });
    const { knex, loader, offered, store } = await start();
    await loader.load();
    const draft = await store.find('small', 1);
    directory.setContent({ 'a.yaml': blueprint({ title: 'Changed' }) });
    expect(await loader.load()).toEqual([]);
    expect(await offered()).toEqual(['small@1 Changed']);

    const use = (digest: string) =>
      knex.transaction(transaction =>
        store.markUsed(
          transaction,
          { name: 'small', version: 1, digest },
          '2026-11-30T00:00:00.000Z',
        ),
      );
    // Who planned with the draft is told that it changed.
    expect(await use(draft?.digest ?? '')).toBe('changed');
    expect(await use((await store.find('small', 1))?.digest ?? '')).toBe(
      'used',
    );
    directory.setContent({ 'a.yaml': blueprint({ title: 'Again' }) });
    expect(await loader.load()).toMatchObject([
      { path: 'metadata.version', severity: 'error' },
    ]);
    expect(await offered()).toEqual(['small@1 Changed']);
  });

  it('are changed or used, never both, when the two race', async () => {
    const { knex, store } = await start();
    const load = async (name: string, title: string) => {
      const text = blueprint({ name, title });
      const { blueprints } = await parseBlueprints({ source: 'a', text });
      return blueprints[0];
    };
    for (let round = 0; round < 10; round += 1) {
      const name = `race-${round}`;
      const first = await load(name, 'First');
      const second = await load(name, 'Second');
      await store.save(first);
      const [saved, used] = await Promise.all([
        store.save(second),
        knex.transaction(transaction =>
          store.markUsed(
            transaction,
            { name, version: 1, digest: first.digest },
            '2026-11-30T00:00:00.000Z',
          ),
        ),
      ]);
      expect([
        ['replaced', 'changed'],
        ['differs', 'used'],
      ]).toContainEqual([saved, used]);
    }
  });

  it.each([
    ['a quote that is never closed', 'a: "never closed\n'],
    ['aliases that grow without end', bomb()],
    ['brackets without end', '['.repeat(20_000)],
    ['a tab', 'a:\n\t- b\n'],
  ])('come after %s in the same file, and in the next one', async (_, text) => {
    directory.setContent({
      'a.yaml': `${text}\n---${blueprint({})}`,
      'b.yaml': blueprint({ name: 'next', title: 'Next' }),
    });
    const { loader, offered } = await start();
    const problems = await loader.load();
    expect(await offered()).toEqual(['next@1 Next', 'small@1 Small']);
    expect(problems).toMatchObject([
      { severity: 'error', source: expect.stringMatching(/a\.yaml#1$/) },
    ]);
  });

  it('of a file that can not be read hide no others', async () => {
    directory.setContent({ 'b.yaml': blueprint({}) });
    await symlink('/nowhere.yaml', join(directory.path, 'a.yaml'));
    const { loader, offered } = await start();
    expect(await loader.load()).toMatchObject([
      { severity: 'error', message: expect.stringContaining('ENOENT') },
    ]);
    expect(await offered()).toEqual(['small@1 Small']);
  });

  it.each([
    ['accounts: [sandbox]', 'accounts: [gone]', [], 'spec.accounts names gone'],
    [
      'accounts: [sandbox]',
      'accounts: [sandbox, gone]',
      ['small@1 Small'],
      'spec.accounts names gone',
    ],
    [
      'regions: [eu-west-1]',
      'regions: [us-east-1]',
      [],
      'spec.regions names us-east-1',
    ],
    [
      'regions: [eu-west-1]',
      'regions: [eu-west-1, us-east-1]',
      ['small@1 Small'],
      'spec.regions names us-east-1',
    ],
  ])(
    'with %s changed to %s are on offer only with a place of the configuration',
    async (was, is, onOffer, message) => {
      directory.setContent({ 'a.yaml': blueprint({}).replace(was, is) });
      const { loader, offered } = await start();
      const [problem] = await loader.load();
      expect(await offered()).toEqual(onOffer);
      expect(`${problem.path} ${problem.message}`).toContain(message);
      expect(loader.problems).toEqual([problem]);
    },
  );

  it('keep a version as it was when it was first used', async () => {
    directory.setContent({ 'a.yaml': blueprint({}) });
    const { knex, loader, offered, logger } = await start();
    await loader.load();
    await knex('blueprints').update({ used_at: '2026-11-30T00:00:00.000Z' });
    directory.setContent({ 'a.yaml': blueprint({ title: 'Changed' }) });

    const problems = await loader.load();
    await loader.load();

    expect(problems).toEqual([
      expect.objectContaining({
        path: 'metadata.version',
        message: expect.stringContaining('raise the version'),
      }),
    ]);
    expect(await offered()).toEqual(['small@1 Small']);
    // Reported once, not in every run.
    expect(logger.error).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['a misspelt key', '  owners: nobody', undefined, 'owners'],
    [
      'a template that makes no valid config',
      '',
      (text: string) => text.replace('t3.small', 't9.huge'),
      't9.huge',
    ],
    [
      'a template that reads files of the host',
      '',
      (text: string) =>
        text.replace(
          '{ name: workers,',
          '{ name: workers, ssh: { publicKeyPath: /etc/passwd },',
        ),
      'ssh.publicKeyPath',
    ],
    [
      'a default longer than the maximum',
      '',
      (text: string) =>
        text.replace('default: { days: 1 }', 'default: { days: 3 }'),
      'spec.lease.default must not be longer than maximum, which is 2 days',
    ],
    [
      'parameters that are no schema',
      '  parameters: { type: object, properties: { a: { type: big } } }',
      undefined,
      'JSON Schema',
    ],
    ...['{ seconds: 30 }', '{ hours: -1, days: 1 }', '{ days: 1e300 }'].map(
      (wrong): [string, string, (text: string) => string, string] => [
        `a grace of ${wrong}`,
        '',
        text => text.replace('grace: { hours: 1 }', `grace: ${wrong}`),
        'grace',
      ],
    ),
    ['no YAML', '  : : [', undefined, ''],
  ])('leave out %s, and only that', async (_, spec, change, word) => {
    const text = blueprint({ name: 'wrong', spec });
    directory.setContent({
      'good.yaml': blueprint({}),
      'wrong.yaml': change ? change(text) : text,
    });
    const { loader, offered } = await start();

    const problems = await loader.load();

    expect(await offered()).toEqual(['small@1 Small']);
    expect(problems[0].source).toContain('wrong.yaml');
    expect(`${problems[0].path} ${problems[0].message}`).toContain(word);
  });

  it('are withdrawn when no file has them any more, but not when files could not be read', async () => {
    directory.setContent({
      'a.yaml': blueprint({}),
      'b.yaml': blueprint({ name: 'large', title: 'Large' }),
    });
    const { loader, offered, store } = await start();
    await loader.load();

    directory.setContent({ 'a.yaml': 'apiVersion: broken' });
    await loader.load();
    expect(await offered()).toEqual(['large@1 Large', 'small@1 Small']);

    directory.setContent({ 'a.yaml': blueprint({}) });
    await loader.load();
    expect(await offered()).toEqual(['small@1 Small']);
    expect(await store.isOnOffer('large', 1)).toBe(false);
    expect((await store.find('large', 1))?.title).toBe('Large');

    directory.setContent({
      'a.yaml': blueprint({}),
      'b.yaml': blueprint({ name: 'large', title: 'Large' }),
    });
    await loader.load();
    expect(await offered()).toEqual(['large@1 Large', 'small@1 Small']);
  });

  it('for raw configs are let in only when the configuration says so', async () => {
    const raw = blueprint({ name: 'raw', title: 'Raw' }).replace(
      / {2}template:[\s\S]*? {2}lease:/,
      '  raw: true\n  lease:',
    );
    directory.setContent({ 'raw.yaml': raw });
    const closed = await start(false);
    const open = await start(true);

    await expect(closed.loader.load()).resolves.toEqual([
      expect.objectContaining({ path: 'spec.raw' }),
    ]);
    await expect(open.loader.load()).resolves.toEqual([]);

    expect(await closed.offered()).toEqual([]);
    expect(await open.offered()).toEqual(['raw@1 Raw']);
  });

  it.each([
    [
      'spec.template',
      'there is no parameter "nods"; did you mean "nodes"?',
      `
  parameters:
    properties: { nodes: { type: integer }, spot: { type: boolean, default: false } }
  template: "a: 1{{#if spot}}\\nb: {{nods}}{{/if}}"`,
    ],
    [
      'spec.template',
      'The template has 200000 characters; at most 131072 are allowed',
      `
  template: "${'x'.repeat(200_000)}"`,
    ],
    [
      'spec.parameters',
      'is no JSON Schema',
      `
  parameters: { properties: { name: { type: string, pattern: "(" } } }
  template: "a: 1"`,
    ],
    [
      'spec.parameters.properties.size.default',
      'the default of size, "huge", must be one of small, large',
      `
  parameters:
    properties:
      size: { type: string, enum: [small, large], default: huge }
      team: { type: string }
    required: [team]
  template: "managedNodeGroups: [{ name: workers, instanceType: t3.{{size}} }]"`,
    ],
    [
      'spec.parameters.required',
      'names nods, which is not a parameter of this blueprint',
      `
  parameters: { properties: { nodes: { type: integer } }, required: [nods] }
  template: "a: 1"`,
    ],
  ])('are reported at %s when they load: %s', async (path, message, spec) => {
    directory.setContent({
      'a.yaml': blueprint({}).replace(
        /\n {2}template: \|[^]*?(?=\n {2}lease)/,
        spec,
      ),
    });
    const { loader, offered } = await start();

    expect(await loader.load()).toEqual([
      expect.objectContaining({
        path,
        message: expect.stringContaining(message),
      }),
    ]);
    expect(await offered()).toEqual([]);
  });

  it('are read where a file begins with much that is blank', async () => {
    directory.setContent({ 'a.yaml': `${'\n'.repeat(5_000)}${blueprint({})}` });
    const { loader, offered } = await start();

    expect(await loader.load()).toEqual([]);
    expect(await offered()).toEqual(['small@1 Small']);
  });
});
