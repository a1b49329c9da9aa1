import { finishClusterConfig } from '../config/finishClusterConfig';
import { roleOf } from '../stacks/stackNames';
import {
  AddonPart,
  ClusterParts,
  ClusterStack,
  FargateProfilePart,
  NodeGroupPart,
  PodIdentityPart,
  ServiceAccountPart,
} from '../stacks/types';

/* A config with every kind of part, and what AWS returns for it when nothing is missing. */

export const role = 'arn:aws:iam::111122223333:role/Dev';
export const config = finishClusterConfig(
  {
    addons: [
      { name: 'eks-pod-identity-agent' },
      { name: 'aws-ebs-csi-driver', useDefaultPodIdentityAssociations: true },
    ],
    iam: {
      withOIDC: true,
      serviceAccounts: [
        { metadata: { name: 'shop', namespace: 'web' } },
        { metadata: { name: 'given' }, attachRoleARN: role },
      ],
      podIdentityAssociations: [
        { namespace: 'velero', serviceAccountName: 'velero' },
        { namespace: 'web', serviceAccountName: 'cart' },
      ],
    },
    fargateProfiles: [
      { name: 'batch', selectors: [{ namespace: 'batch' }] },
      { name: 'web', selectors: [{ namespace: 'web' }] },
    ],
    managedNodeGroups: [{ name: 'workers' }],
    nodeGroups: [{ name: 'own' }],
  },
  {
    clusterName: 'demo',
    region: 'eu-west-1',
    tags: {},
    accessEntries: [{ principalArn: role }],
  },
);

export const nothing: ClusterParts = {
  partition: 'aws',
  addons: [],
  accessEntries: [],
  fargateProfiles: [],
  podIdentities: [],
  oidcProvider: false,
  serviceAccounts: [],
  nodeGroups: [],
};

export const roleArn = (suffix: string) =>
  `arn:aws:iam::111122223333:role/role-of-${suffix}`;
const DRIVER_ROLE =
  'addon-aws-ebs-csi-driver-podidentityrole-ebs-csi-controller-sa';
const ROLE = 'eks.amazonaws.com/role-arn';

/** What EKS returns for the add-ons that need permissions, and their final state. */
const permissions: Record<string, Partial<AddonPart>> = {
  'vpc-cni': {
    roleArn: roleArn('addon-vpc-cni'),
    permissions: { required: true, serviceAccounts: ['aws-node'] },
  },
  'aws-ebs-csi-driver': {
    podIdentities: [
      { serviceAccount: 'ebs-csi-controller-sa', roleArn: roleArn(DRIVER_ROLE) },
    ],
    permissions: { required: true, serviceAccounts: ['ebs-csi-controller-sa'] },
  },
};

export const activeAddons = (...names: string[]): AddonPart[] =>
  names.map(name => ({
    name,
    status: 'ACTIVE',
    issues: [],
    podIdentities: [],
    tags: {},
    ...permissions[name],
  }));

export const profile = (name: string, status = 'ACTIVE'): FargateProfilePart => ({
  name,
  status,
  issues: status === 'ACTIVE' ? [] : ['no role'],
  selectors: [{ namespace: name, labels: {} }],
  podExecutionRoleArn: role,
  subnets: ['subnet-1'],
  tags: {},
});

export const podIdentity = (name: string): PodIdentityPart => ({
  name,
  id: `id-of-${name}`,
  roleArn: roleArn(`podidentityrole-${name.replace('/', '-')}`),
  disableSessionTags: false,
  tags: {},
});

export const account = (name: string, itsRole: string): ServiceAccountPart => ({
  name,
  annotations: { [ROLE]: itsRole },
  labels: {},
});

export const group = (
  name: string,
  managed?: Partial<NodeGroupPart['managed']>,
): NodeGroupPart => ({
  name,
  policies: [
    'AmazonEKSWorkerNodePolicy',
    'AmazonEC2ContainerRegistryPullOnly',
    'AmazonSSMManagedInstanceCore',
  ],
  managed: managed && {
    minSize: 2,
    maxSize: 2,
    labels: {},
    taints: [],
    tags: {},
    isFinished: true,
    ...managed,
  },
});

export const everything: ClusterParts = {
  partition: 'aws',
  addons: activeAddons(...(config.addons ?? []).map(({ name }) => name)),
  accessEntries: [
    {
      principalArn: role,
      type: 'STANDARD',
      username: role,
      groups: [],
      policies: [
        {
          policyArn:
            'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy',
          scope: 'cluster',
          namespaces: [],
        },
      ],
    },
  ],
  fargateProfiles: [profile('batch'), profile('web')],
  podIdentities: [podIdentity('velero/velero'), podIdentity('web/cart')],
  oidcProvider: true,
  serviceAccounts: [
    account('web/shop', roleArn('addon-iamserviceaccount-web-shop')),
    account('default/given', role),
  ],
  nodeGroups: [group('workers', {}), group('own')],
};

export const allStacks = [
  'cluster',
  'nodegroup-workers',
  'nodegroup-own',
  'addon-vpc-cni',
  DRIVER_ROLE,
  'addon-iamserviceaccount-web-shop',
  'podidentityrole-velero-velero',
  'podidentityrole-web-cart',
  'accessentry-ABC',
];

function resourceOf(suffix: string) {
  const isEntry = suffix.startsWith('accessentry-');
  return {
    logicalId: isEntry ? 'AccessEntry' : 'Role1',
    physicalId: isEntry ? `${role}|demo` : `role-of-${suffix}`,
    type: isEntry ? 'AWS::EKS::AccessEntry' : 'AWS::IAM::Role',
    status: 'CREATE_COMPLETE',
  };
}

/** A completed stack with the one resource that is read. */
export function stack(suffix: string): ClusterStack {
  const name = `eksctl-demo-${suffix}`;
  return {
    name,
    id: `arn:${name}`,
    role: roleOf(name, 'demo'),
    status: 'CREATE_COMPLETE',
    tags: {},
    terminationProtection: true,
    resources: [resourceOf(suffix)],
  };
}
