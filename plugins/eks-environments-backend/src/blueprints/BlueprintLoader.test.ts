import {
  createMockDirectory,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { systemClock } from '../database';
import { migrate } from '../database';
import { checkBlueprint } from '../requests/checkBlueprint';
import { BlueprintLoader } from './BlueprintLoader';
import { DatabaseBlueprintStore } from './DatabaseBlueprintStore';

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
      check: checkBlueprint,
    });
    const offered = async () =>
      (await store.listNewest()).map(
        ({ name, version, title }) => `${name}@${version} ${title}`,
      );
    return { store, loader, logger, offered };
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

  it('keep a version as it was first loaded', async () => {
    directory.setContent({ 'a.yaml': blueprint({}) });
    const { loader, offered, logger } = await start();
    await loader.load();
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
    // Told once, not with every look.
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
      'maximum',
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
});
