import { setTimeout } from 'node:timers/promises';
import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { userInfoServiceFactory } from '@backstage/backend-defaults/userInfo';
import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import authPlugin from '@backstage/plugin-auth-backend';
import catalogBackend from '@backstage/plugin-catalog-backend';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import permissionBackend from '@backstage/plugin-permission-backend';
import scaffolderBackend from '@backstage/plugin-scaffolder-backend';
import { environmentIdOf } from 'backstage-plugin-eks-environments-common';
import permissionModule from 'backstage-plugin-permission-backend-module-eks-environments';
import laptopSignIn from './modules/laptopSignIn';

const apiVersion = 'backstage.io/v1alpha1';
const environment = 'eks-environments:http://localhost:3000/environments';

/** An entity of our catalog module. */
function cluster(name: string, owner: string): Entity {
  return {
    apiVersion,
    kind: 'Resource',
    metadata: {
      name,
      annotations: {
        'eks-environments.io/environment-id': name,
        'backstage.io/managed-by-location': `${environment}/${name}`,
        'backstage.io/managed-by-origin-location': `${environment}/${name}`,
      },
    },
    spec: { type: 'kubernetes-cluster', owner },
  };
}

function provided(kind: string, name: string, spec: Entity['spec']): Entity {
  const location = 'test:org';
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      annotations: {
        'backstage.io/managed-by-location': location,
        'backstage.io/managed-by-origin-location': location,
      },
    },
    spec,
  };
}

const entities = [
  provided('User', 'dana', { memberOf: ['team-shop'] }),
  provided('User', 'olga', { memberOf: ['team-search'] }),
  provided('User', 'pat', { memberOf: ['platform'] }),
  ...['team-shop', 'team-search', 'platform', 'approvers'].map(name =>
    provided('Group', name, { type: 'team', children: [] }),
  ),
  cluster('shop-1', 'group:default/team-shop'),
  cluster('search-1', 'group:default/team-search'),
];

const provider = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'test-entities',
  register({ registerInit }) {
    registerInit({
      deps: { catalog: catalogProcessingExtensionPoint },
      async init({ catalog }) {
        catalog.addEntityProvider({
          getProviderName: () => 'test',
          connect: connection =>
            connection.applyMutation({
              type: 'full',
              entities: entities.map(entity => ({ entity })),
            }),
        });
      },
    });
  },
});

const people = ['dana', 'pat'].map(name => ({
  entityRef: `user:default/${name}`,
  name,
  role: 'A person',
}));

const directory = createMockDirectory();

/** The part of the laptop's portal that holds what a member must not harm. */
async function startPortal() {
  // Whoever can register entities writes whatever they want into one.
  directory.setContent({
    'forged.yaml': JSON.stringify(cluster('forged', 'group:default/team-shop')),
  });
  const { server } = await startTestBackend({
    features: [
      catalogBackend,
      provider,
      permissionBackend,
      permissionModule,
      authPlugin,
      laptopSignIn,
      // The mocked ones do not say on whose behalf a plugin asks, and allow everything.
      authServiceFactory,
      httpAuthServiceFactory,
      permissionsServiceFactory,
      userInfoServiceFactory,
      scaffolderBackend,
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:3000' },
          backend: { baseUrl: 'http://localhost:7007' },
          auth: { providers: { laptop: { people } } },
          permission: { enabled: true },
          catalog: {
            processingInterval: { seconds: 1 },
            rules: [{ allow: ['Resource', 'Location'] }],
            locations: [
              { type: 'file', target: directory.resolve('forged.yaml') },
            ],
          },
          eksEnvironments: { permissions: { platformEngineers: ['platform'] } },
        },
      }),
    ],
  });
  const base = `http://localhost:${server.port()}/api`;

  /** Only whom the catalog has already can sign in. */
  async function signIn(name: string): Promise<string> {
    return eventually(async () => {
      const response = await fetch(`${base}/auth/laptop/refresh`, {
        headers: { 'x-laptop-person': `user:default/${name}` },
      });
      return response.ok
        ? (await response.json()).backstageIdentity.token
        : undefined;
    });
  }

  const tokens = { dana: await signIn('dana'), pat: await signIn('pat') };

  return async function call(
    name: keyof typeof tokens,
    method: string,
    path: string,
    body?: object,
  ) {
    const response = await fetch(`${base}${path}`, {
      method,
      headers: {
        'Content-Type': 'application/json',
        Authorization: `Bearer ${tokens[name]}`,
      },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, body: text && JSON.parse(text) };
  };
}

/** The catalog takes in what it is given by and by. */
async function eventually<T>(read: () => Promise<T | undefined>): Promise<T> {
  let value = await read();
  while (value === undefined) {
    await setTimeout(50);
    value = await read();
  }
  return value;
}

describe('the ready policy in a portal', () => {
  let call: Awaited<ReturnType<typeof startPortal>>;

  async function find(kind: string, name: string): Promise<Entity | undefined> {
    const { status, body } = await call(
      'dana',
      'GET',
      `/catalog/entities/by-name/${kind}/default/${name}`,
    );
    return status === 200 ? body : undefined;
  }

  beforeAll(async () => {
    call = await startPortal();
    await eventually(() => find('resource', 'forged'));
    await eventually(() => find('user', 'olga'));
    await eventually(async () =>
      (
        await find('resource', 'search-1')
      )?.relations?.find(({ type }) => type === 'ownedBy'),
    );
  }, 60_000);

  it.each([
    ['user', 'dana'],
    ['user', 'olga'],
    ['group', 'team-shop'],
    ['group', 'approvers'],
    ['resource', 'shop-1'],
    ['resource', 'search-1'],
  ])('lets a member read %s %s, and not delete it', async (kind, name) => {
    const entity = await find(kind, name);
    const path = `/catalog/entities/by-uid/${entity!.metadata.uid}`;

    const { status, body } = await call('dana', 'DELETE', path);

    expect(status).toBe(403);
    expect(body.error.name).toBe('NotAllowedError');
    expect(await find(kind, name)).toBeDefined();
  });

  it('lets a platform engineer delete', async () => {
    const { metadata } = (await find('user', 'olga'))!;

    const { status } = await call(
      'pat',
      'DELETE',
      `/catalog/entities/by-uid/${metadata.uid}`,
    );

    expect(status).toBe(204);
  });

  it('lets members refresh what their group owns, and nothing else', async () => {
    const refresh = (entityRef: string) =>
      call('dana', 'POST', '/catalog/refresh', { entityRef });

    expect((await refresh('resource:default/shop-1')).status).toBe(200);
    expect((await refresh('resource:default/search-1')).status).toBe(403);
  });

  const target = 'https://github.com/mallory/x/blob/main/catalog-info.yaml';
  const location = `url:${target}`;
  it.each([
    ['POST', '/catalog/locations', { type: 'url', target }],
    ['POST', '/catalog/locations?dryRun=true', { type: 'url', target }],
    ['DELETE', '/catalog/locations/1234', undefined],
    [
      'POST',
      '/catalog/analyze-location',
      { location: { type: 'url', target } },
    ],
    [
      'POST',
      '/catalog/validate-entity',
      { location, entity: cluster('x', 'group:default/team-shop') },
    ],
    [
      'POST',
      '/scaffolder/v2/dry-run',
      {
        template: {
          apiVersion: 'scaffolder.backstage.io/v1beta3',
          kind: 'Template',
          metadata: { name: 'x' },
          spec: { type: 'x', owner: 'x', steps: [] },
        },
        values: {},
        directoryContents: [],
      },
    ],
  ])('does not let a member %s %s', async (method, path, body) => {
    expect((await call('dana', method, path, body)).status).toBe(403);
  });

  it('lets a member list the actions and their own tasks', async () => {
    expect(await call('dana', 'GET', '/scaffolder/v2/actions')).toMatchObject({
      status: 200,
    });
    expect(await call('dana', 'GET', '/scaffolder/v2/tasks')).toMatchObject({
      status: 200,
      body: { tasks: [] },
    });
  });

  it('takes no registered entity for an environment, whatever is written into it', async () => {
    expect(environmentIdOf((await find('resource', 'shop-1'))!)).toBe('shop-1');
    expect(
      environmentIdOf((await find('resource', 'forged'))!),
    ).toBeUndefined();
  });
});
