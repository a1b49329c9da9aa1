import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { createAwsClients } from './AwsClients';

const ASK_ONCE = `
  const { GetCallerIdentityCommand } = require('@aws-sdk/client-sts');
  const { createAwsClients } = require(process.argv[1]);
  createAwsClients({
    region: 'eu-west-1',
    credentials: async () => ({ accessKeyId: 'a', secretAccessKey: 'b' }),
    maxAttempts: 1,
    requestTimeoutMs: 3000,
  }).sts.send(new GetCallerIdentityCommand({})).catch(() => {});
`;

describe('createAwsClients', () => {
  it('does not wait for ever for an AWS that hangs', async () => {
    const server = createServer(() => {});
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { sts } = createAwsClients({
      region: 'eu-west-1',
      credentials: async () => ({ accessKeyId: 'a', secretAccessKey: 'b' }),
      endpoint: `http://127.0.0.1:${port}`,
      maxAttempts: 1,
      requestTimeoutMs: 100,
    });
    try {
      await expect(
        sts.send(new GetCallerIdentityCommand({})),
      ).rejects.toMatchObject({ name: 'TimeoutError' });
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it.each([
    ['through the proxy', {}, ['sts.eu-west-1.amazonaws.com:443']],
    [
      'past it where NO_PROXY says so',
      { AWS_ENDPOINT_URL: 'https://127.0.0.1:9', NO_PROXY: '127.0.0.1' },
      [],
    ],
  ])('asks AWS %s', async (_, environment, tunnels) => {
    const asked: string[] = [];
    const proxy = createServer();
    proxy.on('connect', ({ url }, socket) => {
      asked.push(url ?? '');
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const { port } = proxy.address() as AddressInfo;
    // Node reads the proxy settings at startup.
    const child = spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        '--eval',
        ASK_ONCE,
        join(__dirname, 'AwsClients.ts'),
      ],
      {
        stdio: 'ignore',
        env: {
          PATH: process.env.PATH,
          NODE_USE_ENV_PROXY: '1',
          HTTPS_PROXY: `http://127.0.0.1:${port}`,
          ...environment,
        },
      },
    );
    await once(child, 'exit');
    proxy.close();
    expect(asked).toEqual(tunnels);
  });
});
