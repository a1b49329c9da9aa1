import type { Entity } from '@backstage/catalog-model';
import { dana } from '../__testUtils__/runAction';
import { createTestTools, testEnvironment } from '../__testUtils__/testTools';
import { resolveEnvironmentId } from './resolveEnvironment';

const location =
  'eks-environments:https://portal.example.com/environments/environment-1';

function entity(name: string, from = location, id = 'environment-1'): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name,
      namespace: 'default',
      annotations: {
        'eks-environments.io/environment-id': id,
        'backstage.io/managed-by-location': from,
        'backstage.io/managed-by-origin-location': from,
      },
    },
    spec: { type: 'kubernetes-cluster' },
  };
}

function resolve(
  input: { environmentId?: string; entityRef?: string },
  inCatalog?: Entity,
) {
  const tools = createTestTools();
  tools.catalog.getEntityByRef.mockResolvedValue(inCatalog);
  tools.environments.getEnvironment.mockResolvedValue(testEnvironment());
  return {
    tools,
    id: resolveEnvironmentId({ input, tools, credentials: dana }),
  };
}

describe('resolveEnvironmentId', () => {
  it('takes an id as it is', async () => {
    const { id, tools } = resolve({ environmentId: 'environment-1' });

    await expect(id).resolves.toBe('environment-1');
    expect(tools.catalog.getEntityByRef).not.toHaveBeenCalled();
  });

  it('finds the environment of its own entity, with the rights of the person', async () => {
    const { id, tools } = resolve(
      { environmentId: '', entityRef: 'resource:default/shop-1a2b3c4d' },
      entity('shop-1a2b3c4d'),
    );

    await expect(id).resolves.toBe('environment-1');
    expect(tools.catalog.getEntityByRef).toHaveBeenCalledWith(
      'resource:default/shop-1a2b3c4d',
      { credentials: dana },
    );
    expect(tools.environments.getEnvironment).toHaveBeenCalledWith(
      'environment-1',
      { credentials: dana },
    );
  });

  it.each([
    [
      'an entity that somebody registered',
      entity(
        'shop-1a2b3c4d',
        'url:https://github.com/mallory/x/blob/main/catalog-info.yaml',
      ),
      'it does not come from EKS Environments',
    ],
    [
      'an entity with another name',
      entity('mine'),
      'is not the entity of shop, whose id it has',
    ],
    [
      'the entity of another environment with this id',
      entity('shop-1a2b3c4d', location, 'environment-2'),
      'it does not come from EKS Environments',
    ],
    ['an entity that is not there', undefined, 'The catalog has no resource'],
  ])('refuses %s', async (_what, inCatalog, message) => {
    const { id } = resolve({ entityRef: 'resource:default/x' }, inCatalog);

    await expect(id).rejects.toThrow(message);
  });

  it.each([
    {},
    { environmentId: '', entityRef: '' },
    { environmentId: 'environment-1', entityRef: 'resource:default/x' },
  ])('refuses %j', async input => {
    await expect(resolve(input).id).rejects.toThrow(
      'Either environmentId or entityRef must be given',
    );
  });
});
