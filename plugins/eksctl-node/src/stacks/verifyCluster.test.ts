import { awsError, fakeClients } from '../__fixtures__/fakeClients';
import { eksToken, stsEndpoint } from './eksToken';
import { verifyCluster } from './verifyCluster';

const credentials = async () => ({
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'secret',
  sessionToken: 'session',
});

const options = {
  clusterName: 'demo',
  region: 'eu-west-1',
  credentials,
  minimumNodes: 1,
};

describe('verifyCluster', () => {
  it.each([
    [
      'there is no cluster',
      {
        DescribeCluster: () => {
          throw awsError('ResourceNotFoundException', 'No cluster found');
        },
      },
      /no such cluster/,
    ],
    [
      'the cluster is being created',
      { DescribeCluster: () => ({ cluster: { status: 'CREATING' } }) },
      /CREATING/,
    ],
    [
      'a node group is not active',
      {
        DescribeCluster: () => ({ cluster: { status: 'ACTIVE' } }),
        ListNodegroups: () => ({ nodegroups: ['a'] }),
        DescribeNodegroup: () => ({ nodegroup: { status: 'DEGRADED' } }),
      },
      /node group a is DEGRADED/,
    ],
    [
      'there is no endpoint',
      { DescribeCluster: () => ({ cluster: { status: 'ACTIVE' } }) },
      /no endpoint/,
    ],
    [
      'nobody answers at the endpoint',
      {
        DescribeCluster: () => ({
          cluster: {
            status: 'ACTIVE',
            endpoint: 'https://127.0.0.1:1',
            certificateAuthority: { data: 'eA==' },
          },
        }),
      },
      /Kubernetes API does not answer/,
    ],
  ])('is not ready when %s', async (_, answers, reason) => {
    const { clients } = fakeClients(answers);
    expect(await verifyCluster({ ...options, clients })).toEqual({
      kind: 'notReady',
      reason: expect.stringMatching(reason),
    });
  });

  it('does not take a failure of AWS for a verdict', async () => {
    const { clients } = fakeClients({
      DescribeCluster: () => {
        throw awsError('AccessDeniedException', 'denied');
      },
    });
    await expect(verifyCluster({ ...options, clients })).rejects.toThrow(
      'denied',
    );
  });
});

describe('eksToken', () => {
  const urlOf = (token: string) =>
    new URL(
      Buffer.from(token.replace('k8s-aws-v1.', ''), 'base64url').toString(),
    );

  it('is a presigned call of GetCallerIdentity that is bound to the cluster', async () => {
    const url = urlOf(await eksToken(options));
    expect(url.origin).toBe('https://sts.eu-west-1.amazonaws.com');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      Action: 'GetCallerIdentity',
      Version: '2011-06-15',
      'X-Amz-SignedHeaders': 'host;x-k8s-aws-id',
      'X-Amz-Expires': '60',
      'X-Amz-Security-Token': 'session',
      'X-Amz-Signature': expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(url.searchParams.get('X-Amz-Credential')).toMatch(
      /^AKIAIOSFODNN7EXAMPLE\/\d{8}\/eu-west-1\/sts\/aws4_request$/,
    );
  });

  it('goes to a given endpoint', async () => {
    const token = await eksToken({
      ...options,
      awsEndpoint: 'http://127.0.0.1:4577',
    });
    expect(urlOf(token).origin).toBe('http://127.0.0.1:4577');
  });

  it.each([
    [{}, 'https://sts.eu-west-1.amazonaws.com'],
    [{ AWS_ENDPOINT_URL: 'http://all:1' }, 'http://all:1'],
    [
      {
        AWS_ENDPOINT_URL: 'http://all:1',
        AWS_ENDPOINT_URL_STS: 'http://sts:1',
      },
      'http://sts:1',
    ],
  ])(
    'goes to the endpoint that the SDK uses with %j',
    (environment, origin) => {
      expect(stsEndpoint('eu-west-1', environment).origin).toBe(origin);
    },
  );
});
