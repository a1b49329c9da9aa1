import { once } from 'node:events';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { createAwsClients } from './AwsClients';

describe('createAwsClients', () => {
  it('does not wait for ever for an AWS that hangs', async () => {
    const server = createServer(() => {});
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${port}`;
    const { sts } = createAwsClients({
      region: 'eu-west-1',
      credentials: async () => ({ accessKeyId: 'a', secretAccessKey: 'b' }),
      maxAttempts: 1,
      requestTimeoutMs: 100,
    });
    try {
      await expect(
        sts.send(new GetCallerIdentityCommand({})),
      ).rejects.toMatchObject({ name: 'TimeoutError' });
    } finally {
      delete process.env.AWS_ENDPOINT_URL;
      server.closeAllConnections();
      server.close();
    }
  });
});
