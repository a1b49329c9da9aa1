import http from 'node:http';
import { AddressInfo } from 'node:net';
import { Credentials } from './Credentials';

/** A container credentials endpoint that counts its requests. */
async function containerEndpoint(lifetimeMs: number) {
  let asked = 0;
  const server = http.createServer((request, response) => {
    asked += 1;
    if (request.headers.authorization !== 'secret') {
      response.writeHead(401).end();
      return;
    }
    response.end(
      JSON.stringify({
        AccessKeyId: `ASIA${asked}`,
        SecretAccessKey: 'secret',
        Token: 'token',
        Expiration: new Date(Date.now() + lifetimeMs).toISOString(),
      }),
    );
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    env: {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${
        (server.address() as AddressInfo).port
      }/`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 'secret',
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

describe('Credentials', () => {
  it('takes keys from the environment before it asks an endpoint', async () => {
    const env = {
      AWS_ACCESS_KEY_ID: 'AKIA',
      AWS_SECRET_ACCESS_KEY: 'x',
      AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:9/',
    };
    await expect(new Credentials(env).keys()).resolves.toMatchObject({
      accessKeyId: 'AKIA',
    });
  });

  it('keeps what the endpoint gave while it lasts', async () => {
    const endpoint = await containerEndpoint(3_600_000);
    const credentials = new Credentials(endpoint.env);
    await expect(credentials.keys()).resolves.toMatchObject({
      accessKeyId: 'ASIA1',
      sessionToken: 'token',
    });
    await expect(credentials.keys()).resolves.toMatchObject({
      accessKeyId: 'ASIA1',
    });
    endpoint.close();
  });

  it('asks again shortly before the end', async () => {
    const endpoint = await containerEndpoint(30_000);
    const credentials = new Credentials(endpoint.env);
    await credentials.keys();
    await expect(credentials.keys()).resolves.toMatchObject({
      accessKeyId: 'ASIA2',
    });
    endpoint.close();
  });

  it('says what the endpoint answered', async () => {
    const endpoint = await containerEndpoint(30_000);
    const credentials = new Credentials({
      ...endpoint.env,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 'guess',
    });
    await expect(credentials.keys()).rejects.toThrow('http status 401');
    endpoint.close();
  });
});
