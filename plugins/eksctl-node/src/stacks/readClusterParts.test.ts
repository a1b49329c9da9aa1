import {
  awsError,
  fakeClients,
  type Answers,
} from '../__fixtures__/fakeClients';
import { ClusterConfig } from '../config/types';
import { readClusterParts } from './readClusterParts';
import { EksCluster } from './types';

const cluster: EksCluster = {
  name: 'demo',
  arn: 'arn:aws:eks:eu-west-1:111122223333:cluster/demo',
  status: 'ACTIVE',
  oidcIssuer: 'https://oidc.eks.eu-west-1.amazonaws.com/id/ABC',
  tags: {},
};

const bare: ClusterConfig = {
  apiVersion: 'eksctl.io/v1alpha5',
  kind: 'ClusterConfig',
  metadata: { name: 'demo', region: 'eu-west-1' },
};

const principalARN = 'arn:aws:iam::111122223333:role/Dev';

const full: ClusterConfig = {
  ...bare,
  addons: [{ name: 'coredns' }],
  accessConfig: { accessEntries: [{ principalARN }] },
  fargateProfiles: [{ name: 'web' }],
  cloudWatch: {
    clusterLogging: { enableTypes: ['audit'], logRetentionInDays: 7 },
  },
  iam: {
    withOIDC: true,
    podIdentityAssociations: [{ namespace: 'a', serviceAccountName: 'b' }],
  },
};

function read(answers: Answers, config: ClusterConfig, of = cluster) {
  const { clients, calls } = fakeClients(answers);
  const parts = readClusterParts({
    clients,
    config,
    cluster: of,
    region: 'eu-west-1',
    credentials: async () => ({ accessKeyId: 'a', secretAccessKey: 'b' }),
  });
  return { parts, calls };
}

describe('readClusterParts', () => {
  it('tells what is there, from all pages', async () => {
    const { parts } = read(
      {
        ListAddons: ({ nextToken }) =>
          nextToken
            ? { addons: ['coredns'] }
            : { addons: ['vpc-cni'], nextToken: 'more' },
        DescribeAddon: ({ addonName }) => ({
          addon:
            addonName === 'coredns'
              ? {
                  status: 'DEGRADED',
                  health: { issues: [{ code: 'X', message: 'no replicas' }] },
                }
              : { status: 'ACTIVE' },
        }),
        ListAccessEntries: () => ({ accessEntries: [principalARN] }),
        ListFargateProfiles: () => ({ fargateProfileNames: ['web'] }),
        DescribeFargateProfile: () => ({
          fargateProfile: {
            status: 'CREATE_FAILED',
            health: { issues: [{ code: 'AccessDenied', message: 'no role' }] },
          },
        }),
        DescribeLogGroups: ({ nextToken }) =>
          nextToken
            ? {
                logGroups: [
                  {
                    logGroupName: '/aws/eks/demo/cluster',
                    retentionInDays: 30,
                  },
                ],
              }
            : {
                logGroups: [{ logGroupName: '/aws/eks/demo/cluster-of-mine' }],
                nextToken: 'more',
              },
        ListPodIdentityAssociations: () => ({
          associations: [{ namespace: 'a', serviceAccount: 'b' }],
        }),
        ListOpenIDConnectProviders: () => ({
          OpenIDConnectProviderList: [
            {
              Arn: 'arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABC',
            },
          ],
        }),
      },
      full,
    );
    expect(await parts).toEqual({
      addons: [
        { name: 'vpc-cni', status: 'ACTIVE', issues: [] },
        { name: 'coredns', status: 'DEGRADED', issues: ['no replicas'] },
      ],
      accessEntries: [principalARN],
      fargateProfiles: [
        { name: 'web', status: 'CREATE_FAILED', issues: ['no role'] },
      ],
      podIdentities: ['a/b'],
      oidcProvider: true,
      serviceAccounts: [],
      logGroup: { retentionInDays: 30 },
    });
  });

  it('does not take the provider of another cluster for its own', async () => {
    const { parts } = read(
      {
        ListOpenIDConnectProviders: () => ({
          OpenIDConnectProviderList: [
            {
              Arn: 'arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABCD',
            },
          ],
        }),
      },
      full,
    );
    expect(await parts).toMatchObject({ oidcProvider: false });
  });

  it('asks for nothing that the config does not have', async () => {
    const { parts, calls } = read({}, bare);
    expect(await parts).toMatchObject({ addons: [], oidcProvider: false });
    expect(calls).toEqual([]);
  });

  it('says nothing when Kubernetes has to be asked and does not answer', async () => {
    const config: ClusterConfig = {
      ...bare,
      iam: { serviceAccounts: [{ metadata: { name: 'shop' } }] },
    };
    expect(await read({}, config).parts).toBeUndefined();
    const dead = {
      ...cluster,
      endpoint: 'https://127.0.0.1:1',
      certificateAuthority: 'eA==',
    };
    expect(await read({}, config, dead).parts).toBeUndefined();
  });

  it('does not take a failure of AWS for an absence', async () => {
    const { parts } = read(
      {
        ListAddons: () => {
          throw awsError('AccessDeniedException', 'denied');
        },
      },
      full,
    );
    await expect(parts).rejects.toThrow('denied');
  });
});
