import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import permissionBackend from '@backstage/plugin-permission-backend';
import { catalogLocationCreatePermission } from '@backstage/plugin-catalog-common/alpha';
import type { Permission } from '@backstage/plugin-permission-common';
import { taskCreatePermission } from '@backstage/plugin-scaffolder-common/alpha';
import {
  environmentCreatePermission,
  quotaUpdatePermission,
} from 'backstage-plugin-eks-environments-common';
import { ownershipResolverServiceRef } from 'backstage-plugin-eks-environments-node';
import { permissionModuleEksEnvironments } from './module';

async function startPortal(permissions: object) {
  const { server } = await startTestBackend({
    features: [
      permissionBackend,
      permissionModuleEksEnvironments,
      mockServices.rootConfig.factory({
        data: {
          permission: { enabled: true },
          eksEnvironments: { permissions },
        },
      }),
      createServiceFactory({
        service: ownershipResolverServiceRef,
        deps: {},
        factory: () => ({
          resolve: async ({ userEntityRef }) =>
            userEntityRef === 'user:default/pat'
              ? [userEntityRef, 'group:default/platform']
              : [userEntityRef],
        }),
      }),
    ],
  });
  return async (permission: Permission, userEntityRef: string) => {
    const response = await fetch(
      `http://localhost:${server.port()}/api/permission/authorize`,
      {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          Authorization: mockCredentials.user.header(userEntityRef),
        },
        body: JSON.stringify({ items: [{ id: '1', permission }] }),
      },
    );
    const body = await response.json();
    return body.items?.[0] ?? body;
  };
}

describe('the ready policy', () => {
  it('decides on ours by the roles of the config', async () => {
    const authorize = await startPortal({ platformEngineers: ['platform'] });

    expect(
      await authorize(environmentCreatePermission, 'user:default/dana'),
    ).toMatchObject({ result: 'ALLOW' });
    expect(
      await authorize(quotaUpdatePermission, 'user:default/dana'),
    ).toMatchObject({ result: 'DENY' });
    expect(
      await authorize(quotaUpdatePermission, 'user:default/pat'),
    ).toMatchObject({ result: 'ALLOW' });
  });

  it('gives members what the config names of other plugins, and no more', async () => {
    const byDefault = await startPortal({});
    const configured = await startPortal({
      otherPermissions: { allow: [catalogLocationCreatePermission.name] },
    });
    const dana = 'user:default/dana';

    expect(await byDefault(taskCreatePermission, dana)).toMatchObject({
      result: 'ALLOW',
    });
    expect(
      await byDefault(catalogLocationCreatePermission, dana),
    ).toMatchObject({
      result: 'DENY',
    });
    expect(
      await configured(catalogLocationCreatePermission, dana),
    ).toMatchObject({ result: 'ALLOW' });
  });

  it('refuses to start on a list that contradicts itself', async () => {
    await expect(
      startPortal({
        otherPermissions: {
          allow: ['kubernetes.proxy'],
          deny: ['kubernetes.proxy'],
        },
      }),
    ).rejects.toThrow('in allow and in deny');
  });
});
