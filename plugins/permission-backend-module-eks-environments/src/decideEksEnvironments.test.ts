import { ConfigReader } from '@backstage/config';
import {
  AuthorizeResult,
  createPermission,
  isResourcePermission,
  type Permission,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import {
  blueprintUsePermission,
  eksEnvironmentsPermissions,
  RESOURCE_TYPE_BLUEPRINT,
  RESOURCE_TYPE_ENVIRONMENT,
} from 'backstage-plugin-eks-environments-common';
import {
  blueprintRules,
  environmentRules,
  requestRules,
  type OwnershipResolver,
} from 'backstage-plugin-eks-environments-node';
import { decideEksEnvironments } from './decideEksEnvironments';
import { readEksEnvironmentsRoles } from './roles';

const groups: Record<string, string[]> = {
  'user:default/dana': ['group:default/team-shop', 'group:default/department'],
  'user:default/cole': ['group:default/team-shop', 'group:default/department'],
  'user:default/olga': ['group:default/team-search'],
  'user:default/ari': ['group:default/approvers'],
  'user:default/pat': ['group:default/platform'],
};

const ownership: OwnershipResolver = {
  resolve: async ({ userEntityRef }) => [
    userEntityRef,
    ...(groups[userEntityRef] ?? []),
  ],
};

const roles = readEksEnvironmentsRoles(
  new ConfigReader({
    eksEnvironments: {
      permissions: {
        platformEngineers: ['platform'],
        approvers: ['group:default/approvers', 'user:default/dana'],
        blueprints: { raw: ['group:default/team-search'] },
      },
    },
  }),
);

/** Requested by Dana, for the department above her team. */
const cluster = {
  id: '1',
  owner: 'group:default/department',
  requester: 'user:default/dana',
  blueprint: 'team',
  approvers: ['group:default/approvers'],
};

async function decide(permission: Permission, name: string, using = roles) {
  return decideEksEnvironments({
    request: { permission },
    user: { userEntityRef: `user:default/${name}` },
    ownership,
    roles: using,
  });
}

/** The combined result of the permission backend and the plugin. */
async function isAllowed(
  permission: Permission,
  name: string,
  resource: typeof cluster = cluster,
) {
  const decision = await decide(permission, name);
  if (decision!.result !== AuthorizeResult.CONDITIONAL) {
    return decision!.result === AuthorizeResult.ALLOW;
  }
  if (isResourcePermission(permission, RESOURCE_TYPE_BLUEPRINT)) {
    return createConditionAuthorizer(blueprintRules)(decision!, {
      name: resource.blueprint,
    });
  }
  return isResourcePermission(permission, RESOURCE_TYPE_ENVIRONMENT)
    ? createConditionAuthorizer(environmentRules)(decision!, resource)
    : createConditionAuthorizer(requestRules)(decision!, resource);
}

function allowedOn(name: string, resource = cluster) {
  return Promise.all(
    eksEnvironmentsPermissions.map(async permission =>
      (await isAllowed(permission, name, resource))
        ? permission.name.replace('eks-environments.', '')
        : undefined,
    ),
  ).then(names => names.filter(allowed => allowed !== undefined));
}

const everybody = ['environment.create', 'blueprint.use'];

describe('decideEksEnvironments', () => {
  it('lets members of nested groups see and manage what the group owns', async () => {
    await expect(allowedOn('cole')).resolves.toEqual([
      'environment.read',
      'environment.create',
      'environment.extend',
      'environment.power',
      'environment.delete',
      'environment.connect',
      'log.read',
      'request.read',
      'request.cancel',
      'blueprint.use',
    ]);
  });

  it('lets approvers see and decide, but not manage', async () => {
    await expect(allowedOn('ari')).resolves.toEqual([
      'environment.read',
      'environment.create',
      'request.read',
      'request.decide',
      'blueprint.use',
    ]);
  });

  it('lets nobody decide whom the blueprint does not name', async () => {
    await expect(
      allowedOn('ari', { ...cluster, approvers: ['user:default/olga'] }),
    ).resolves.toEqual(everybody);
  });

  it('lets nobody decide whom the blueprint names but the config does not', async () => {
    const allowed = await allowedOn('olga', {
      ...cluster,
      approvers: ['user:default/olga'],
    });

    expect(allowed).toEqual(everybody);
  });

  it('leaves it to the blueprint who decides when the config names nobody', async () => {
    const decision = await decide(
      eksEnvironmentsPermissions.find(({ name }) => name.endsWith('decide'))!,
      'olga',
      readEksEnvironmentsRoles(new ConfigReader({})),
    );

    expect(
      createConditionAuthorizer(requestRules)(decision!, {
        ...cluster,
        approvers: ['user:default/olga'],
      }),
    ).toBe(true);
  });

  it('never lets a requester decide, an approver or not', async () => {
    const approversToo = { ...cluster, approvers: ['user:default/dana'] };

    expect(await allowedOn('dana', approversToo)).not.toContain(
      'request.decide',
    );
    expect(
      await allowedOn('dana', {
        ...approversToo,
        requester: 'user:default/cole',
      }),
    ).toContain('request.decide');
  });

  it('lets a requester who left the team see, but not manage', async () => {
    await expect(
      allowedOn('olga', { ...cluster, requester: 'user:default/olga' }),
    ).resolves.toEqual([
      'environment.read',
      'environment.create',
      'log.read',
      'request.read',
      'request.cancel',
      'blueprint.use',
    ]);
  });

  it('lets platform engineers do everything', async () => {
    await expect(allowedOn('pat')).resolves.toHaveLength(
      eksEnvironmentsPermissions.length,
    );
  });

  it('shows others nothing', async () => {
    await expect(allowedOn('olga')).resolves.toEqual(everybody);
  });

  it('keeps a restricted blueprint to those it is for', async () => {
    const raw = { ...cluster, blueprint: 'raw' };

    expect(await isAllowed(blueprintUsePermission, 'olga', raw)).toBe(true);
    expect(await isAllowed(blueprintUsePermission, 'dana', raw)).toBe(false);
    expect(await isAllowed(blueprintUsePermission, 'dana')).toBe(true);
    expect(await isAllowed(blueprintUsePermission, 'pat', raw)).toBe(true);
  });

  it.each(eksEnvironmentsPermissions)(
    'denies $name to who is not signed in',
    async permission => {
      await expect(
        decideEksEnvironments({
          request: { permission },
          user: undefined,
          ownership,
          roles,
        }),
      ).resolves.toEqual({ result: AuthorizeResult.DENY });
    },
  );

  it.each([
    createPermission({ name: 'eks-environments.fleet.rename', attributes: {} }),
    createPermission({
      name: 'eks-environments.environment.rename',
      attributes: {},
      resourceType: RESOURCE_TYPE_ENVIRONMENT,
    }) as ResourcePermission,
  ])(
    'keeps $name, which it does not know, to platform engineers',
    async permission => {
      expect(await isAllowed(permission, 'cole')).toBe(false);
      expect(await isAllowed(permission, 'pat')).toBe(true);
    },
  );

  it('has no opinion on the permissions of other plugins', async () => {
    const foreign = createPermission({
      name: 'catalog.entity.read',
      attributes: { action: 'read' },
    });

    await expect(decide(foreign, 'pat')).resolves.toBeUndefined();
  });

  it('throws when nobody knows the groups', async () => {
    const failing: OwnershipResolver = {
      resolve: async () => {
        throw new Error('The catalog is down');
      },
    };

    await expect(
      decideEksEnvironments({
        request: { permission: blueprintUsePermission },
        user: { userEntityRef: 'user:default/pat' },
        ownership: failing,
        roles,
      }),
    ).rejects.toThrow('The catalog is down');
  });
});
