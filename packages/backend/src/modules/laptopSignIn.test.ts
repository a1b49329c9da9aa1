import { get } from 'node:http';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import laptopSignIn from './laptopSignIn';

const dana = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'dana' },
  spec: { memberOf: ['team-shop'] },
  relations: [{ type: 'memberOf', targetRef: 'group:default/team-shop' }],
};

const laptop = {
  people: [{ entityRef: 'user:default/dana', name: 'Dana', role: 'Developer' }],
};

function start(auth: object) {
  return startTestBackend({
    features: [
      authPlugin,
      laptopSignIn,
      catalogServiceMock.factory({
        entities: [dana, { ...dana, metadata: { name: 'ben' }, relations: [] }],
      }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:3000' },
          backend: { baseUrl: 'http://localhost:7007' },
          auth,
        },
      }),
    ],
  });
}

async function signInAs(
  { server }: Awaited<ReturnType<typeof start>>,
  person?: string,
) {
  const response = await fetch(
    `http://localhost:${server.port()}/api/auth/laptop/refresh`,
    { headers: person ? { 'x-laptop-person': person } : {} },
  );
  return { status: response.status, body: await response.json() };
}

describe('laptop sign-in', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each([
    'evil.example',
    'localhost.evil.example:7007',
    'localhost@evil.example',
  ])('lets nobody in who reached it as %j', async host => {
    const { server } = await start({ providers: { laptop } });
    const status = await new Promise((resolve, reject) => {
      get(
        {
          port: server.port(),
          path: '/api/auth/laptop/refresh',
          headers: { host, 'x-laptop-person': 'user:default/dana' },
        },
        response => resolve(response.resume().statusCode),
      ).on('error', reject);
    });
    expect(status).toBe(401);
  });

  it('signs in as a person of the list, with what that person owns', async () => {
    const backend = await start({ providers: { laptop } });

    const { status, body } = await signInAs(backend, 'user:default/dana');

    expect(status).toBe(200);
    expect(body.backstageIdentity.identity).toEqual({
      type: 'user',
      userEntityRef: 'user:default/dana',
      ownershipEntityRefs: ['user:default/dana', 'group:default/team-shop'],
    });
  });

  it.each([['user:default/ben'], ['user:default/DANA'], [undefined]])(
    'refuses %p, who is in the catalog but not in the list, or nobody',
    async person => {
      const backend = await start({ providers: { laptop } });

      const { status, body } = await signInAs(backend, person);

      expect(status).toBe(401);
      expect(body.error.message).toContain('user:default/dana');
    },
  );

  it('is not there unless it is configured', async () => {
    const backend = await start({ providers: {} });

    expect(await signInAs(backend, 'user:default/dana')).toMatchObject({
      status: 404,
    });
  });

  it('keeps a portal from starting when auth.environment is production', async () => {
    await expect(
      start({ environment: 'production', providers: { laptop } }),
    ).rejects.toThrow('auth.providers.laptop lets everyone in');
  });

  it('keeps a portal from starting when NODE_ENV is production', async () => {
    jest.replaceProperty(process, 'env', {
      ...process.env,
      NODE_ENV: 'production',
    });

    await expect(start({ providers: { laptop } })).rejects.toThrow(
      'auth.providers.laptop lets everyone in',
    );
  });

  it('does not mind production when it is not configured', async () => {
    await expect(
      start({ environment: 'production', providers: {} }),
    ).resolves.toBeDefined();
  });
});
