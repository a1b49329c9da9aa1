import { EksEnvironmentsClient } from './EksEnvironmentsClient';

const discoveryApi = {
  getBaseUrl: async () => 'http://portal/api/eks-environments',
};

function answering(body: unknown, status = 200) {
  const calls: { url: string; init?: RequestInit }[] = [];
  const fetchApi = {
    fetch: async (url: RequestInfo | URL, init?: RequestInit) => {
      calls.push({ url: String(url), init });
      return new Response(JSON.stringify(body), {
        status,
        headers: { 'Content-Type': 'application/json' },
      });
    },
  };
  return {
    calls,
    client: new EksEnvironmentsClient({ discoveryApi, fetchApi }),
  };
}

describe('EksEnvironmentsClient', () => {
  it('sends the idempotency key under the name that HTTP knows', async () => {
    const { calls, client } = answering({ id: 'r1' }, 201);
    await client.createRequest(
      {
        type: 'create',
        blueprint: 'sandbox',
        name: 'a',
        owner: 'group:default/a',
        values: {},
      },
      { idempotencyKey: 'task-1', token: 't' },
    );
    const headers = new Headers(calls[0].init?.headers);
    expect(headers.get('Idempotency-Key')).toBe('task-1');
    expect(headers.get('idempotencyKey')).toBeNull();
    expect(headers.get('Authorization')).toBe('Bearer t');
  });

  it('throws what the server said', async () => {
    const { client } = answering(
      {
        error: { name: 'ConflictError', message: 'The quota is used up' },
        request: { method: 'POST', url: '/' },
        response: { statusCode: 409 },
      },
      409,
    );
    await expect(client.getEnvironment('e1')).rejects.toMatchObject({
      name: 'ResponseError',
      cause: { name: 'ConflictError', message: 'The quota is used up' },
    });
  });

  it('lists filters as one comma-separated value', async () => {
    const { calls, client } = answering({
      items: [],
      totalItems: 0,
      pageInfo: {},
    });
    await client.listEnvironments({ state: ['Ready', 'Queued'], limit: 5 });
    expect(decodeURIComponent(calls[0].url)).toBe(
      'http://portal/api/eks-environments/v1/environments?state=Ready,Queued&limit=5',
    );
  });

  it('opens the log stream after a sequence number', async () => {
    const { calls, client } = answering({});
    await client.streamOperationLog('e/1', 'o1', { after: 7 });
    expect(calls[0].url).toBe(
      'http://portal/api/eks-environments/v1/environments/e%2F1/operations/o1/log/stream?after=7',
    );
  });

  it('opens the whole log of an operation', async () => {
    const { calls, client } = answering({});
    await client.downloadOperationLog('e1', 'o1', { token: 't' });
    expect(calls[0].url).toBe(
      'http://portal/api/eks-environments/v1/environments/e1/operations/o1/log/download',
    );
    expect(new Headers(calls[0].init?.headers).get('Authorization')).toBe(
      'Bearer t',
    );
  });
});
