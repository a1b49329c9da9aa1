import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { ApproverDirectory } from './ApproverDirectory';

const group = (name: string, below: Record<string, string[]>): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name },
  relations: Object.entries(below).flatMap(([type, targets]) =>
    targets.map(targetRef => ({ type, targetRef })),
  ),
});

const groups = new Map([
  [
    'group:default/shop',
    group('shop', {
      hasMember: ['user:default/ann', 'user:default/bob'],
      parentOf: ['group:default/checkout'],
      childOf: ['group:default/everybody'],
    }),
  ],
  [
    'group:default/checkout',
    group('checkout', {
      hasMember: ['user:default/bob', 'user:default/cem'],
      // Not even a circle is followed for ever.
      parentOf: ['group:default/shop'],
    }),
  ],
]);

describe('ApproverDirectory', () => {
  const getEntitiesByRefs = jest.fn(
    async ({ entityRefs }: { entityRefs: string[] }) => ({
      items: entityRefs.map(entityRef => groups.get(entityRef)),
    }),
  );
  const logger = mockServices.logger.mock();
  const directory = new ApproverDirectory({
    catalog: { getEntitiesByRefs },
    auth: mockServices.auth(),
    logger,
  });
  beforeEach(() => jest.clearAllMocks());

  it('counts the members of groups and of the groups below, each person once', async () => {
    const approvers = ['group:default/shop', 'user:default/ann'];
    const without = ['user:default/cem'];
    expect(await directory.count(approvers, { enough: 3, without })).toEqual({
      kind: 'tooFew',
      people: 2,
    });
    expect(
      await directory.count(approvers, { enough: 3, without: [] }),
    ).toEqual({ kind: 'enough' });
  });

  it('reads nothing if the named users are enough', async () => {
    expect(
      await directory.count(['user:default/dana', 'group:default/shop'], {
        enough: 1,
        without: [],
      }),
    ).toEqual({ kind: 'enough' });
    expect(getEntitiesByRefs).not.toHaveBeenCalled();
  });

  it('knows nothing of a group that the catalog does not have', async () => {
    expect(
      await directory.count(['group:default/of-the-sign-in'], {
        enough: 1,
        without: [],
      }),
    ).toEqual({ kind: 'unknown' });
  });

  it('knows nothing of a reference that it cannot parse', async () => {
    const options = { enough: 1, without: [] };
    expect(await directory.count(['shop'], options)).toEqual({
      kind: 'unknown',
    });
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });

  it('knows nothing while the catalog does not answer', async () => {
    getEntitiesByRefs.mockRejectedValueOnce(new Error('down'));
    expect(
      await directory.count(['group:default/shop'], {
        enough: 1,
        without: [],
      }),
    ).toEqual({ kind: 'unknown' });
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });
});
