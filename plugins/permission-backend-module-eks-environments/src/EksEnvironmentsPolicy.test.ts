import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { requestDecidePermission } from 'backstage-plugin-eks-environments-common';
import { EksEnvironmentsPolicy } from './EksEnvironmentsPolicy';

const dana = {
  credentials: mockCredentials.user('user:default/dana'),
  info: { userEntityRef: 'not to be read', ownershipEntityRefs: [] },
};

const policy = new EksEnvironmentsPolicy({
  ownership: { resolve: async ({ userEntityRef }) => [userEntityRef] },
  roles: { platformEngineers: [], blueprints: {} },
  otherPermissions: { allow: [], deny: [] },
  userInfo: mockServices.userInfo(),
});

describe('EksEnvironmentsPolicy', () => {
  it('decides on our permissions, for the person of the credentials', async () => {
    await expect(
      policy.handle({ permission: requestDecidePermission }, dana),
    ).resolves.toMatchObject({
      conditions: {
        allOf: [
          { params: { claims: ['user:default/dana'] } },
          { not: { params: { claims: ['user:default/dana'] } } },
        ],
      },
    });
  });

  it('decides on the permissions of other plugins', async () => {
    const request = { permission: catalogEntityReadPermission };

    await expect(policy.handle(request, dana)).resolves.toEqual({
      result: AuthorizeResult.ALLOW,
    });
    await expect(policy.handle(request)).resolves.toEqual({
      result: AuthorizeResult.DENY,
    });
  });
});
