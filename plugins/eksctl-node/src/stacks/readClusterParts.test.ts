import { ResourceNotFoundException } from '@aws-sdk/client-eks';
import {
  awsError,
  fakeClients,
  type Answers,
} from '../__fixtures__/fakeClients';
import { ClusterConfig } from '../model/clusterConfig';
import { readClusterParts } from './readClusterParts';
import { EksCluster } from './types';

const cluster: EksCluster = {
  name: 'demo',
  arn: 'arn:aws:eks:eu-west-1:111122223333:cluster/demo',
  status: 'ACTIVE',
  version: '1.34',
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
  addons: [{ name: 'coredns' }, { name: 'vpc-cni' }],
  managedNodeGroups: [{ name: 'workers' }, { name: 'lost' }, { name: 'new' }],
  nodeGroups: [{ name: 'own' }],
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

const stacks = ['workers', 'lost', 'own'].map(name => ({
  name: `eksctl-demo-nodegroup-${name}`,
  id: name,
  role: 'nodegroup' as const,
  status: 'CREATE_COMPLETE',
  tags: {},
  terminationProtection: true,
  resources:
    name === 'own'
      ? []
      : [
          {
            logicalId: 'NodeInstanceRole',
            physicalId: `role-of-${name}`,
            type: 'AWS::IAM::Role',
            status: 'CREATE_COMPLETE',
          },
        ],
}));

function read(answers: Answers, config: ClusterConfig, of = cluster) {
  const { clients, calls } = fakeClients(answers);
  const parts = readClusterParts({
    clients,
    config,
    cluster: of,
    stacks,
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
              : {
                  status: 'ACTIVE',
                  addonVersion: 'v1.2',
                  serviceAccountRoleArn: 'arn:role',
                  podIdentityAssociations: ['arn:a-1'],
                  tags: { team: 'a' },
                },
        }),
        DescribeAddonVersions: ({ addonName, kubernetesVersion }) => ({
          addons: [
            {
              addonName,
              addonVersions: [
                { addonVersion: 'v1.3' },
                {
                  addonVersion: 'v1.2',
                  requiresIamPermissions: kubernetesVersion === '1.34',
                },
              ],
            },
          ],
        }),
        DescribeAddonConfiguration: () => ({
          podIdentityConfiguration: [{ serviceAccount: 'aws-node' }],
        }),
        ListAccessEntries: () => ({
          accessEntries: ['arn:aws:iam::111122223333:role/Other', principalARN],
        }),
        DescribeAccessEntry: ({ principalArn }) => ({
          accessEntry: {
            principalArn,
            type: 'STANDARD',
            username: 'dev',
            kubernetesGroups: ['devs'],
          },
        }),
        ListAssociatedAccessPolicies: () => ({
          associatedAccessPolicies: [
            {
              policyArn: 'arn:policy',
              accessScope: { type: 'namespace', namespaces: ['a'] },
            },
          ],
        }),
        DescribeNodegroup: ({ nodegroupName }) => {
          if (nodegroupName === 'lost') {
            throw new ResourceNotFoundException({
              message: 'No node group found',
              $metadata: {},
            });
          }
          return {
            nodegroup: {
              scalingConfig: { minSize: 1, maxSize: 3, desiredSize: 2 },
              labels: { tier: 'web' },
              taints: [{ key: 'gpu', effect: 'NO_SCHEDULE' }],
              tags: { team: 'a' },
            },
          };
        },
        ListAttachedRolePolicies: ({ Marker }) =>
          Marker
            ? { AttachedPolicies: [{ PolicyName: 'AmazonEKS_CNI_Policy' }] }
            : {
                AttachedPolicies: [{ PolicyName: 'AmazonEKSWorkerNodePolicy' }],
                IsTruncated: true,
                Marker: 'more',
              },
        ListFargateProfiles: () => ({ fargateProfileNames: ['web'] }),
        DescribeFargateProfile: () => ({
          fargateProfile: {
            status: 'CREATE_FAILED',
            health: { issues: [{ code: 'AccessDenied', message: 'no role' }] },
            selectors: [{ namespace: 'web' }],
            podExecutionRoleArn: 'arn:pods',
            subnets: ['subnet-1'],
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
          associations: [
            { associationId: 'a-1', associationArn: 'arn:a-1' },
            { associationId: 'a-2', associationArn: 'arn:a-2' },
          ],
        }),
        DescribePodIdentityAssociation: ({ associationId }) => ({
          association: {
            namespace: associationId === 'a-1' ? 'kube-system' : 'a',
            serviceAccount: associationId === 'a-1' ? 'aws-node' : 'b',
            roleArn: `arn:role-of-${associationId}`,
          },
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
    const identities = [
      { name: 'kube-system/aws-node', serviceAccount: 'aws-node', id: 'a-1' },
      { name: 'a/b', serviceAccount: 'b', id: 'a-2' },
    ].map(identity => ({
      ...identity,
      arn: `arn:${identity.id}`,
      roleArn: `arn:role-of-${identity.id}`,
      disableSessionTags: false,
      tags: {},
    }));
    expect(await parts).toEqual({
      partition: 'aws',
      addons: [
        {
          name: 'vpc-cni',
          status: 'ACTIVE',
          issues: [],
          version: 'v1.2',
          roleArn: 'arn:role',
          podIdentities: [identities[0]],
          tags: { team: 'a' },
          permissions: { required: true, serviceAccounts: ['aws-node'] },
        },
        {
          name: 'coredns',
          status: 'DEGRADED',
          issues: ['no replicas'],
          podIdentities: [],
          tags: {},
        },
      ],
      accessEntries: [
        {
          principalArn: principalARN,
          type: 'STANDARD',
          username: 'dev',
          groups: ['devs'],
          policies: [
            { policyArn: 'arn:policy', scope: 'namespace', namespaces: ['a'] },
          ],
        },
      ],
      fargateProfiles: [
        {
          name: 'web',
          status: 'CREATE_FAILED',
          issues: ['no role'],
          selectors: [{ namespace: 'web', labels: {} }],
          podExecutionRoleArn: 'arn:pods',
          subnets: ['subnet-1'],
          tags: {},
        },
      ],
      podIdentities: identities,
      oidcProvider: true,
      serviceAccounts: [],
      nodeGroups: [
        {
          name: 'workers',
          policies: ['AmazonEKSWorkerNodePolicy', 'AmazonEKS_CNI_Policy'],
          managed: {
            minSize: 1,
            maxSize: 3,
            labels: { tier: 'web' },
            taints: [{ key: 'gpu', value: '', effect: 'NO_SCHEDULE' }],
            tags: { team: 'a' },
            isFinished: false,
          },
        },
        { name: 'own' },
      ],
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
      { ...bare, iam: { withOIDC: true } },
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
