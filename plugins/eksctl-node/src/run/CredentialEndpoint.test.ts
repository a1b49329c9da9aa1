import { CredentialEndpoint } from './CredentialEndpoint';

const expiration = new Date('2026-11-21T10:00:00.000Z');

describe('CredentialEndpoint', () => {
  let endpoint: CredentialEndpoint | undefined;

  afterEach(() => endpoint?.close());

  async function ask(token?: string, suffix = '', method = 'GET') {
    const url = endpoint?.environment.AWS_CONTAINER_CREDENTIALS_FULL_URI;
    const response = await fetch(`${url}${suffix}`, {
      method,
      headers: token === undefined ? {} : { authorization: token },
    });
    return { status: response.status, body: await response.json() };
  }

  it('hands out fresh credentials to whoever has the token', async () => {
    let round = 0;
    endpoint = await CredentialEndpoint.start({
      credentials: async () => ({
        accessKeyId: `key-${++round}`,
        secretAccessKey: 'secret',
        sessionToken: 'session',
        expiration,
      }),
    });
    const token = endpoint.environment.AWS_CONTAINER_AUTHORIZATION_TOKEN;
    expect(await ask(token)).toEqual({
      status: 200,
      body: {
        AccessKeyId: 'key-1',
        SecretAccessKey: 'secret',
        Token: 'session',
        Expiration: '2026-11-21T10:00:00.000Z',
      },
    });
    expect((await ask(token)).body.AccessKeyId).toBe('key-2');
    expect(endpoint.environment.AWS_CONTAINER_CREDENTIALS_FULL_URI).toMatch(
      /^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{32}$/,
    );
  });

  it('tells others nothing', async () => {
    const credentials = jest.fn();
    endpoint = await CredentialEndpoint.start({ credentials });
    const token = endpoint.environment.AWS_CONTAINER_AUTHORIZATION_TOKEN;
    for (const answer of [
      await ask(),
      await ask('wrong'),
      await ask(`${token}x`),
      await ask(token, 'x'),
      await ask(token, '?x=1'),
      await ask(token, '', 'POST'),
    ]) {
      expect(answer.status).toBe(404);
    }
    expect(credentials).not.toHaveBeenCalled();
  });

  it('keeps the reason of a failure to the operator', async () => {
    const onError = jest.fn();
    endpoint = await CredentialEndpoint.start({
      credentials: async () => {
        throw new Error('AssumeRole of arn:aws:iam::1:role/Secret denied');
      },
      onError,
    });
    const answer = await ask(
      endpoint.environment.AWS_CONTAINER_AUTHORIZATION_TOKEN,
    );
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer.body)).not.toContain('Secret');
    expect(onError).toHaveBeenCalledWith(
      expect.objectContaining({ message: expect.stringContaining('denied') }),
    );
  });

  it('is gone after it was closed', async () => {
    endpoint = await CredentialEndpoint.start({ credentials: jest.fn() });
    await endpoint.close();
    await expect(ask('x')).rejects.toThrow();
  });
});
