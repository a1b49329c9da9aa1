import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { CatalogOwnershipResolver } from './CatalogOwnershipResolver';

function entity(kind: string, name: string, above: string[] = []): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default' },
    relations: above.map(group => ({
      type: kind === 'User' ? 'memberOf' : 'childOf',
      targetRef: `group:default/${group}`,
    })),
  };
}

const company = [
  entity('User', 'dana', ['team-shop']),
  entity('Group', 'team-shop', ['shop-department']),
  entity('Group', 'shop-department', ['company']),
  entity('Group', 'company'),
  entity('User', 'olga', ['ring-a']),
  entity('Group', 'ring-a', ['ring-b']),
  entity('Group', 'ring-b', ['ring-a']),
];

function createResolver() {
  const catalog = catalogServiceMock({ entities: company });
  const read = jest.spyOn(catalog, 'getEntitiesByRefs');
  // The cache treats a time of 0 as unset.
  let time = 1;
  const resolver = new CatalogOwnershipResolver({
    catalog,
    auth: mockServices.auth(),
    timeToLiveMs: 1000,
    now: () => time,
  });
  return {
    resolver,
    read,
    passTime: (milliseconds: number) => {
      time += milliseconds;
    },
  };
}

const dana = { userEntityRef: 'user:default/dana' };

describe('CatalogOwnershipResolver', () => {
  it('walks up from the person to the highest group', async () => {
    const { resolver } = createResolver();

    await expect(resolver.resolve(dana)).resolves.toEqual([
      'user:default/dana',
      'group:default/team-shop',
      'group:default/shop-department',
      'group:default/company',
    ]);
  });

  it('starts from what the sign-in said too, in any spelling', async () => {
    const { resolver } = createResolver();

    const refs = await resolver.resolve({
      userEntityRef: 'User:default/Guest',
      ownershipEntityRefs: ['group:Default/Team-Shop'],
    });

    expect(refs).toEqual([
      'group:default/team-shop',
      'user:default/guest',
      'group:default/shop-department',
      'group:default/company',
    ]);
  });

  it('ends in a ring of groups', async () => {
    const { resolver } = createResolver();

    await expect(
      resolver.resolve({ userEntityRef: 'user:default/olga' }),
    ).resolves.toEqual([
      'user:default/olga',
      'group:default/ring-a',
      'group:default/ring-b',
    ]);
  });

  it('shares one walk between concurrent calls and keeps its answer for a while', async () => {
    const { resolver, read, passTime } = createResolver();

    await Promise.all([resolver.resolve(dana), resolver.resolve(dana)]);
    const readsOfOneWalk = read.mock.calls.length;
    expect(readsOfOneWalk).toBe(4);

    passTime(900);
    await resolver.resolve(dana);
    expect(read).toHaveBeenCalledTimes(readsOfOneWalk);

    passTime(200);
    await resolver.resolve(dana);
    expect(read).toHaveBeenCalledTimes(2 * readsOfOneWalk);
  });

  it('throws rather than guess when the catalog fails, and asks again the next time', async () => {
    const { resolver, read } = createResolver();
    read.mockRejectedValueOnce(new Error('connection refused'));

    await expect(resolver.resolve(dana)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('groups of dana'),
    });
    await expect(resolver.resolve(dana)).resolves.toContain(
      'group:default/company',
    );
  });

  it('gives nothing of an earlier answer when the catalog fails after its time', async () => {
    const { resolver, read, passTime } = createResolver();
    await resolver.resolve(dana);
    passTime(2000);
    read.mockRejectedValueOnce(new Error('connection refused'));

    await expect(resolver.resolve(dana)).rejects.toThrow('could not be read');
  });
});
