import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { CatalogAddressBook } from './CatalogAddressBook';

function user(name: string, email?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name, namespace: 'default' },
    spec: { profile: { email } },
  };
}

function group(
  name: string,
  relations: { members?: string[]; children?: string[] },
  email?: string,
): Entity {
  const { members = [], children = [] } = relations;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name, namespace: 'default' },
    spec: { type: 'team', children, profile: { email } },
    relations: [
      ...members.map(member => ({
        type: 'hasMember',
        targetRef: `user:default/${member}`,
      })),
      ...children.map(child => ({
        type: 'parentOf',
        targetRef: `group:default/${child}`,
      })),
    ],
  };
}

const book = new CatalogAddressBook({
  auth: mockServices.auth(),
  catalog: catalogServiceMock({
    entities: [
      user('dana', 'Dana@Example.com'),
      user('cole', 'cole@example.com'),
      user('silent'),
      user('twin', ' dana@example.com '),
      group('team-shop', { members: ['dana', 'cole', 'twin'] }, 'shop@x.com'),
      group('department', { children: ['team-shop', 'ring'] }),
      group('ring', { children: ['department'] }),
      group('quiet', { members: ['silent'] }, 'quiet@example.com'),
    ],
  }),
});

describe('CatalogAddressBook', () => {
  it.each([
    [['user:default/cole'], ['cole@example.com']],
    [['user:default/silent'], []],
    [['user:default/unknown'], []],
    [['group:default/quiet'], ['quiet@example.com']],
  ])('%j → %j', async (recipients, addresses) => {
    await expect(book.find(recipients)).resolves.toEqual(addresses);
  });

  it('reaches the members of nested groups, each once, and ends in a ring', async () => {
    const addresses = await book.find([
      'user:default/cole',
      'group:default/department',
    ]);

    expect(addresses.map(address => address.toLowerCase())).toEqual([
      'cole@example.com',
      'dana@example.com',
    ]);
  });
});
