import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { CallerResolver } from './callers';

const resolver = new CallerResolver({
  auth: mockServices.auth(),
  userInfo: mockServices.userInfo(),
  ownership: { resolve: async () => ['group:default/team-shop'] },
});

describe('CallerResolver', () => {
  it('knows a person with their claims', async () => {
    await expect(
      resolver.resolvePerson(
        mockCredentials.user('user:default/Ari'),
        'decide on requests',
      ),
    ).resolves.toEqual({
      kind: 'person',
      entityRef: 'user:default/ari',
      claims: ['group:default/team-shop'],
    });
  });

  it('lets no program decide', async () => {
    await expect(
      resolver.resolvePerson(mockCredentials.service(), 'decide on requests'),
    ).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: 'Only a signed-in person can decide on requests',
    });
  });
});
