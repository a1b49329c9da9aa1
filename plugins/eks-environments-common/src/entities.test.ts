import type { Entity } from '@backstage/catalog-model';
import { environmentEntityRef, environmentIdOf, isEntityOf } from './entities';

const environment = { id: 'e1', clusterName: 'shop-y0a1b2c3' };
const location = 'eks-environments:https://portal.example.com/environments/e1';

function entity(
  changes: {
    annotations?: Record<string, string>;
    metadata?: Partial<Entity['metadata']>;
    kind?: string;
    type?: string;
  } = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: changes.kind ?? 'Resource',
    metadata: {
      name: 'shop-y0a1b2c3',
      namespace: 'default',
      annotations: {
        'eks-environments.io/environment-id': 'e1',
        'backstage.io/managed-by-location': location,
        'backstage.io/managed-by-origin-location': location,
        ...changes.annotations,
      },
      ...changes.metadata,
    },
    spec: { type: changes.type ?? 'kubernetes-cluster' },
  };
}

describe('environmentEntityRef', () => {
  it('is made of the name of the cluster, which is unique', () => {
    expect(environmentEntityRef(environment)).toBe(
      'resource:default/shop-y0a1b2c3',
    );
  });
});

describe('isEntityOf', () => {
  it('knows the entity of our provider', () => {
    expect(environmentIdOf(entity())).toBe('e1');
    expect(isEntityOf(entity(), environment)).toBe(true);
    expect(
      isEntityOf(entity({ metadata: { namespace: undefined } }), environment),
    ).toBe(true);
  });

  const url = 'url:https://github.com/mallory/x/blob/main/catalog-info.yaml';
  it.each([
    ['of another kind', { kind: 'Component' }],
    ['of another type', { type: 'database' }],
    [
      'from a registered location',
      {
        annotations: {
          'backstage.io/managed-by-location': url,
          'backstage.io/managed-by-origin-location': url,
        },
      },
    ],
    [
      'that a registered location names as its origin',
      { annotations: { 'backstage.io/managed-by-origin-location': url } },
    ],
    [
      'whose location is that of another environment',
      { annotations: { 'eks-environments.io/environment-id': 'e2' } },
    ],
    [
      'with an empty id',
      { annotations: { 'eks-environments.io/environment-id': '' } },
    ],
    ['without annotations', { metadata: { annotations: undefined } }],
  ])('takes no entity %s for one of ours', (_what, changes) => {
    expect(environmentIdOf(entity(changes))).toBeUndefined();
    expect(isEntityOf(entity(changes), environment)).toBe(false);
  });

  it.each([
    ['another name', { name: 'shop' }],
    ['another namespace', { namespace: 'mallory' }],
  ])(
    'takes no entity with %s for that of the environment',
    (_what, metadata) => {
      expect(isEntityOf(entity({ metadata }), environment)).toBe(false);
    },
  );

  it('takes the entity of one environment for no other', () => {
    expect(isEntityOf(entity(), { ...environment, id: 'e2' })).toBe(false);
  });
});
