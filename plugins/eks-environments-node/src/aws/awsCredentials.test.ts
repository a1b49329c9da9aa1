import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { STSClient, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { type Config, ConfigReader } from '@backstage/config';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import {
  type AwsCredentialsOptions,
  credentialsThrough,
} from './awsCredentials';

/** An STS that knows one account, and records its calls. */
class FakeSts {
  readonly calls: Array<{ action: string; region: string; role?: string }> = [];
  /** The lifetime of the credentials that it returns. */
  lifetimeMs = 60 * 60_000;
  isDown = false;
  readonly #server: Server;

  constructor() {
    this.#server = createServer(async (request, response) => {
      const body = await read(request);
      const action = body.get('Action') ?? '';
      const [, region] =
        /Credential=[^/]+\/\d+\/([^/]+)\/sts/.exec(
          request.headers.authorization ?? '',
        ) ?? [];
      this.calls.push({
        action,
        region,
        ...(body.has('RoleArn') && { role: body.get('RoleArn')! }),
      });
      response.writeHead(this.isDown ? 403 : 200, {
        'content-type': 'text/xml',
      });
      response.end(
        this.isDown
          ? '<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>'
          : this.#answer(action),
      );
    });
  }

  async start(): Promise<string> {
    await new Promise<void>(resolve => {
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #answer(action: string): string {
    const content =
      action === 'AssumeRole'
        ? `<Credentials><AccessKeyId>ASIA${
            this.calls.length
          }</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>${new Date(
            Date.now() + this.lifetimeMs,
          ).toISOString()}</Expiration></Credentials>`
        : '<Account>111111111111</Account><Arn>arn:aws:iam::111111111111:user/portal</Arn><UserId>u</UserId>';
    return `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>${content}</${action}Result></${action}Response>`;
  }
}

async function read(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
  }
  return new URLSearchParams(text);
}

const mainAccount = { accessKeyId: 'AKIA', secretAccessKey: 'secret' };
const sandbox = {
  accountNumber: '222222222222',
  region: 'eu-west-1',
  sessionName: 'test',
};
const withRole = new ConfigReader({
  aws: {
    mainAccount,
    accounts: [{ accountId: '222222222222', roleName: 'portal' }],
  },
});

/** Sends each call to one server, whatever endpoint the client determined. */
class RedirectingHandler extends NodeHttpHandler {
  constructor(private readonly server: URL) {
    super();
  }

  override handle(
    ...[request, options]: Parameters<NodeHttpHandler['handle']>
  ): ReturnType<NodeHttpHandler['handle']> {
    const { protocol, hostname, port } = this.server;
    return super.handle(
      Object.assign(request, { protocol, hostname, port: Number(port) }),
      options,
    );
  }
}

describe('awsCredentials', () => {
  const sts = new FakeSts();
  let requestHandler: NodeHttpHandler;

  const awsCredentials = (config: Config, options: AwsCredentialsOptions) =>
    credentialsThrough(requestHandler, config, options);

  beforeAll(async () => {
    requestHandler = new RedirectingHandler(new URL(await sts.start()));
  });
  afterAll(() => sts.stop());
  beforeEach(() => {
    sts.calls.length = 0;
    sts.isDown = false;
    sts.lifetimeMs = 60 * 60_000;
  });

  it('assumes a role once for all clients and calls', async () => {
    const credentials = await awsCredentials(withRole, sandbox);
    const clients = ['eu-west-1', 'eu-west-2', 'us-east-1'].map(
      region => new STSClient({ region, credentials, requestHandler }),
    );
    await Promise.all([
      ...clients.map(client => client.send(new GetCallerIdentityCommand({}))),
      credentials(),
      credentials(),
    ]);
    const assumed = sts.calls.filter(({ action }) => action === 'AssumeRole');
    expect(assumed).toEqual([
      {
        action: 'AssumeRole',
        region: 'eu-west-1',
        role: 'arn:aws:iam::222222222222:role/portal',
      },
    ]);
  });

  it.each([
    [
      'accounts',
      {
        accounts: [
          { accountId: '222222222222', roleName: 'r', region: 'eu-north-1' },
        ],
      },
      'eu-north-1',
    ],
    ['accountDefaults', { accountDefaults: { roleName: 'r' } }, 'eu-west-1'],
    [
      'accountDefaults with a region',
      { accountDefaults: { roleName: 'r', region: 'eu-south-1' } },
      'eu-south-1',
    ],
  ])(
    'asks STS in the region of the account or in the configured one: %s',
    async (_, aws, region) => {
      const credentials = await awsCredentials(
        new ConfigReader({ aws: { mainAccount, ...aws } }),
        sandbox,
      );
      await credentials();
      expect(sts.calls).toMatchObject([{ action: 'AssumeRole', region }]);
    },
  );

  it('assumes the role of the account entry with the credentials of the portal', async () => {
    const roleArn = 'arn:aws-cn:iam::222222222222:role/second';
    const credentials = await awsCredentials(withRole, {
      ...sandbox,
      region: 'cn-north-1',
      roleArn,
    });
    await credentials();
    expect(sts.calls).toEqual([
      { action: 'AssumeRole', region: 'cn-north-1', role: roleArn },
    ]);
  });

  it('takes the credentials of the portal for its own account', async () => {
    const config = new ConfigReader({ aws: { mainAccount } });
    const credentials = await awsCredentials(config, {
      ...sandbox,
      accountNumber: '111111111111',
    });
    expect(await credentials()).toMatchObject({ accessKeyId: 'AKIA' });
    expect(sts.calls).toEqual([
      { action: 'GetCallerIdentity', region: 'eu-west-1' },
    ]);
  });

  it('refuses the credentials of another account, and says what to configure', async () => {
    await expect(
      awsCredentials(new ConfigReader({ aws: { mainAccount } }), sandbox),
    ).rejects.toThrow(
      'aws.accounts has no entry for the AWS account 222222222222, and the credentials of the portal itself belong to 111111111111: add an entry or aws.accountDefaults.roleName',
    );
  });

  it('needs no account for the portal itself', async () => {
    const credentials = await awsCredentials(
      new ConfigReader({ aws: { mainAccount } }),
      { region: 'eu-west-1', sessionName: 'test' },
    );
    expect(await credentials()).toMatchObject({ accessKeyId: 'AKIA' });
    expect(sts.calls).toEqual([]);
  });

  it('refreshes what is about to expire, and keeps it while STS is down', async () => {
    sts.lifetimeMs = 4 * 60_000;
    const credentials = await awsCredentials(withRole, sandbox);
    const first = await credentials();
    sts.isDown = true;
    expect(await credentials()).toBe(first);
    sts.isDown = false;
    expect(await credentials()).not.toBe(first);
    expect(sts.calls).toHaveLength(3);
  });

  it('does not hide why a role can not be assumed', async () => {
    sts.isDown = true;
    const credentials = await awsCredentials(withRole, sandbox);
    await expect(credentials()).rejects.toThrow('no');
    sts.isDown = false;
    expect(await credentials()).toMatchObject({ sessionToken: 't' });
  });
});
