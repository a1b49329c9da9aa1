import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { ServiceUnavailableError } from '@backstage/errors';
import {
  AuthorizeResult,
  createPermission,
  isPermission,
  type Permission,
} from '@backstage/plugin-permission-common';
import * as catalog from '@backstage/plugin-catalog-common/alpha';
import { taskReadPermission } from '@backstage/plugin-scaffolder-common/alpha';
import type { OwnershipResolver } from 'backstage-plugin-eks-environments-node';
import { decideOtherPlugins } from './decideOtherPlugins';
import {
  readOtherPermissions,
  type OtherPermissions,
} from './otherPermissions';

const groups: Record<string, string[]> = {
  'user:default/dana': ['group:default/team-shop', 'group:default/department'],
  'user:default/ari': ['group:default/approvers'],
  'user:default/pat': ['group:default/platform'],
};

const ownership: OwnershipResolver = {
  resolve: async ({ userEntityRef }) => [
    userEntityRef,
    ...(groups[userEntityRef] ?? []),
  ],
};

const roles = {
  platformEngineers: ['group:default/platform'],
  approvers: ['group:default/approvers'],
  blueprints: {},
};

const none: OtherPermissions = { allow: [], deny: [] };

function decide(
  permission: Permission,
  name: string | undefined,
  otherPermissions = none,
) {
  return decideOtherPlugins({
    request: { permission },
    user: name ? { userEntityRef: `user:default/${name}` } : undefined,
    ownership,
    roles,
    otherPermissions,
  });
}

type Answer = 'all' | 'own' | 'none';

async function answer(...args: Parameters<typeof decide>): Promise<Answer> {
  const { result } = await decide(...args);
  switch (result) {
    case AuthorizeResult.ALLOW:
      return 'all';
    case AuthorizeResult.CONDITIONAL:
      return 'own';
    default:
      return 'none';
  }
}

/** The decision for a member on each permission of Backstage's own plugins in 1.55. */
const ofMembers: Record<string, Answer> = {
  'catalog.entity.create': 'none',
  'catalog.entity.delete': 'none',
  'catalog.entity.read': 'all',
  'catalog.entity.refresh': 'own',
  'catalog.entity.validate': 'none',
  'catalog.ingestion.manage': 'none',
  'catalog.ingestion.read': 'none',
  'catalog.location.analyze': 'none',
  'catalog.location.create': 'none',
  'catalog.location.delete': 'none',
  'catalog.location.read': 'all',
  'scaffolder.action.execute': 'all',
  'scaffolder.task.cancel': 'own',
  'scaffolder.task.create': 'all',
  'scaffolder.task.read': 'own',
  'scaffolder.template.dry-run': 'none',
  'scaffolder.template.management': 'none',
  'scaffolder.template.parameter.read': 'all',
  'scaffolder.template.step.read': 'all',
};

/** Permissions of plugins that are not installed here. The action alone is not sufficient: administering DevTools is a `read`. */
const notInstalled: Permission[] = [
  createPermission({
    name: 'devtools.administer',
    attributes: { action: 'read' },
  }),
  createPermission({ name: 'devtools.info', attributes: { action: 'read' } }),
  createPermission({ name: 'devtools.config', attributes: { action: 'read' } }),
  createPermission({
    name: 'devtools.external-dependencies',
    attributes: { action: 'read' },
  }),
  createPermission({
    name: 'devtools.scheduler.read',
    attributes: { action: 'read' },
  }),
  createPermission({
    name: 'devtools.scheduler.trigger',
    attributes: { action: 'update' },
  }),
  createPermission({ name: 'kubernetes.proxy', attributes: {} }),
  createPermission({
    name: 'kubernetes.resources.read',
    attributes: { action: 'read' },
  }),
  createPermission({
    name: 'kubernetes.clusters.read',
    attributes: { action: 'read' },
  }),
  createPermission({
    name: 'techdocs.actions.read',
    attributes: { action: 'read' },
  }),
  ...(['create', 'read', 'update', 'delete'] as const).map(action =>
    createPermission({
      name: `unknown.thing.${action}`,
      attributes: { action },
    }),
  ),
  createPermission({ name: 'unknown.thing.use', attributes: {} }),
  createPermission({
    name: 'unknown.thing.remove',
    attributes: { action: 'delete' },
    resourceType: 'thing',
  }),
  // Properties that every JavaScript object has.
  createPermission({ name: 'constructor', attributes: {} }),
  createPermission({ name: '__proto__', attributes: {} }),
];

/** All permissions that the installed Backstage packages export. */
function installedPermissions(): Permission[] {
  const scope = dirname(
    dirname(require.resolve('@backstage/plugin-catalog-common/package.json')),
  );
  const exported = readdirSync(scope)
    .filter(name => /^plugin-.*-common$/.test(name))
    .flatMap(name => [`@backstage/${name}`, `@backstage/${name}/alpha`])
    .flatMap(exportsOf)
    .filter(isAnyPermission);
  return [...new Map(exported.map(each => [each.name, each])).values()];
}

function exportsOf(path: string): unknown[] {
  try {
    return Object.values(jest.requireActual<object>(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') {
      return []; // It has no alpha entry.
    }
    throw error;
  }
}

function isAnyPermission(value: unknown): value is Permission {
  const { name, attributes } = (value ?? {}) as Partial<Permission>;
  return (
    typeof name === 'string' &&
    attributes !== undefined &&
    isPermission(value as Permission, value as Permission)
  );
}

const installed = installedPermissions();

describe('decideOtherPlugins', () => {
  it('knows each permission that the installed packages of Backstage export', () => {
    expect(installed.map(({ name }) => name).sort()).toEqual(
      Object.keys(ofMembers),
    );
  });

  it.each(installed.map(each => [each.name, each] as const))(
    'decides on %s by the role',
    async (name, permission) => {
      expect(await answer(permission, 'dana')).toBe(ofMembers[name]);
      expect(await answer(permission, 'ari')).toBe(ofMembers[name]);
      expect(await answer(permission, 'pat')).toBe('all');
      expect(await answer(permission, undefined)).toBe('none');
    },
  );

  it.each(notInstalled.map(each => [each.name, each] as const))(
    'keeps %s, which it does not know, to platform engineers',
    async (_name, permission) => {
      expect(await answer(permission, 'dana')).toBe('none');
      expect(await answer(permission, 'ari')).toBe('none');
      expect(await answer(permission, 'pat')).toBe('all');
      expect(await answer(permission, undefined)).toBe('none');
    },
  );

  it('keeps a task to the person who started it', async () => {
    await expect(decide(taskReadPermission, 'dana')).resolves.toEqual({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'scaffolder',
      resourceType: 'scaffolder-task',
      conditions: {
        rule: 'IS_TASK_OWNER',
        resourceType: 'scaffolder-task',
        params: { createdBy: ['user:default/dana'] },
      },
    });
  });

  it.each(['scaffolder.task.read', 'catalog.entity.refresh'])(
    'sets no conditions on a permission that is only called %s',
    async name => {
      const basic = createPermission({ name, attributes: {} });
      const other = createPermission({
        name,
        attributes: {},
        resourceType: 'eks-environment',
      });
      expect(await answer(basic, 'dana')).toBe('none');
      expect(await answer(other, 'dana')).toBe('none');
    },
  );

  it('lets members refresh what their groups own, nested groups too', async () => {
    await expect(
      decide(catalog.catalogEntityRefreshPermission, 'dana'),
    ).resolves.toMatchObject({
      pluginId: 'catalog',
      resourceType: 'catalog-entity',
      conditions: {
        rule: 'IS_ENTITY_OWNER',
        params: {
          claims: [
            'user:default/dana',
            'group:default/team-shop',
            'group:default/department',
          ],
        },
      },
    });
  });

  it.each([
    ['catalog.entity.delete', { allow: ['catalog.entity.delete'] }, 'all'],
    ['unknown.thing.read', { allow: ['unknown.thing.read'] }, 'all'],
    ['unknown.thing.update', { allow: ['unknown.thing.read'] }, 'none'],
    ['scaffolder.task.read', { allow: ['scaffolder.task.read'] }, 'all'],
    ['scaffolder.task.read', { deny: ['scaffolder.task.read'] }, 'none'],
    ['catalog.location.read', { deny: ['catalog.location.read'] }, 'none'],
  ] satisfies Array<[string, Partial<OtherPermissions>, Answer]>)(
    'gives members of %s what %j says',
    async (name, lists, expected) => {
      const otherPermissions = readOtherPermissions(
        new ConfigReader({
          eksEnvironments: { permissions: { otherPermissions: lists } },
        }),
      );
      const permission = createPermission({ name, attributes: {} });

      expect(await answer(permission, 'dana', otherPermissions)).toBe(expected);
      expect(await answer(permission, 'pat', otherPermissions)).toBe('all');
    },
  );

  it.each([
    [
      { allow: ['eks-environments.quota.update'] },
      'it must name permissions of other plugins only',
    ],
    [
      { allow: ['kubernetes.proxy'], deny: ['kubernetes.proxy'] },
      'names kubernetes.proxy in allow and in deny; it must be in one of them',
    ],
  ])('refuses %j', (otherPermissions, message) => {
    expect(() =>
      readOtherPermissions(
        new ConfigReader({
          eksEnvironments: { permissions: { otherPermissions } },
        }),
      ),
    ).toThrow(message);
  });

  it('throws when nobody knows the groups, but lets people read meanwhile', async () => {
    const options = {
      user: { userEntityRef: 'user:default/pat' },
      ownership: {
        resolve: async () => {
          throw new ServiceUnavailableError('The catalog is down');
        },
      },
      roles,
      otherPermissions: none,
    };

    await expect(
      decideOtherPlugins({
        ...options,
        request: { permission: catalog.catalogEntityDeletePermission },
      }),
    ).rejects.toThrow('The catalog is down');
    await expect(
      decideOtherPlugins({
        ...options,
        request: { permission: catalog.catalogEntityReadPermission },
      }),
    ).resolves.toEqual({ result: AuthorizeResult.ALLOW });
  });
});
