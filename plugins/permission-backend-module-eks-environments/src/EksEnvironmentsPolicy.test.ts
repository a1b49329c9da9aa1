import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  taskCancelPermission,
  taskCreatePermission,
  taskReadPermission,
} from '@backstage/plugin-scaffolder-common/alpha';
import { requestDecidePermission } from 'backstage-plugin-eks-environments-common';
import { EksEnvironmentsPolicy } from './EksEnvironmentsPolicy';

const credentials = mockCredentials.user('user:default/dana');
const dana = {
  credentials,
  info: { userEntityRef: 'not to be read', ownershipEntityRefs: [] },
};

function createPolicy(otherPlugins: 'allow' | 'deny' = 'allow') {
  return new EksEnvironmentsPolicy({
    ownership: { resolve: async ({ userEntityRef }) => [userEntityRef] },
    roles: { platformEngineers: [], blueprints: {} },
    userInfo: mockServices.userInfo(),
    otherPlugins,
  });
}

describe('EksEnvironmentsPolicy', () => {
  it.each([taskReadPermission, taskCancelPermission])(
    'keeps $name to the person who started the task',
    async permission => {
      await expect(
        createPolicy().handle({ permission }, dana),
      ).resolves.toMatchObject({
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'scaffolder',
        conditions: {
          rule: 'IS_TASK_OWNER',
          params: { createdBy: ['user:default/dana'] },
        },
      });
    },
  );

  it('shows no task to who is not signed in', async () => {
    await expect(
      createPolicy().handle({ permission: taskReadPermission }),
    ).resolves.toMatchObject({ conditions: { params: { createdBy: [] } } });
  });

  it('allows the rest of the portal, or denies it when told so', async () => {
    const request = { permission: taskCreatePermission };

    await expect(createPolicy().handle(request, dana)).resolves.toEqual({
      result: AuthorizeResult.ALLOW,
    });
    await expect(createPolicy('deny').handle(request, dana)).resolves.toEqual({
      result: AuthorizeResult.DENY,
    });
  });

  it('asks for the person by the credentials', async () => {
    await expect(
      createPolicy().handle({ permission: requestDecidePermission }, dana),
    ).resolves.toMatchObject({
      conditions: {
        allOf: [
          { params: { claims: ['user:default/dana'] } },
          { not: { params: { claims: ['user:default/dana'] } } },
        ],
      },
    });
  });
});
