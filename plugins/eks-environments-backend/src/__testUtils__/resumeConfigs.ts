import { installation } from './seedEnvironment';

/*
 * Configs that give vpc-cni and the nodes their permissions in different ways, so that their parts depend on one another differently.
 */

type Config = (clusterName: string, environmentId: string) => string;

const VPC = 'vpc: { nat: { gateway: Single } }';

function withHead(rest: string, vpc = VPC): Config {
  return (clusterName, environmentId) => `
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: ${clusterName}
  region: eu-west-1
  version: '1.34'
  tags:
    team: shop
    eks-environments.io/environment-id: ${environmentId}
    eks-environments.io/installation: ${installation}
autoModeConfig: { enabled: false }
${vpc}
${rest}`;
}

const NODES = `
managedNodeGroups:
  - name: workers
    instanceTypes: [m7i.large, m6i.large]
    privateNetworking: true
    minSize: 1
    desiredCapacity: 1
    maxSize: 4
    labels: { environment: shop }
    taints: [{ key: dedicated, value: shop, effect: NoSchedule }]
    tags: { cost-center: '42' }
`;

/** As the blueprint `team-cluster` of the examples. */
export const teamCluster = withHead(`
iam: { withOIDC: true }
addons:
  - name: vpc-cni
  - name: coredns
  - name: kube-proxy
  - name: eks-pod-identity-agent
  - name: metrics-server
cloudWatch:
  clusterLogging: { enableTypes: [api, audit], logRetentionInDays: 7 }
${NODES}`);

/** Roles through the OIDC provider: of the config, with policies of the config, and recommended ones. */
export const oidcRoles = withHead(`
iam:
  withOIDC: true
  serviceAccounts:
    - metadata: { name: shop, namespace: web, labels: { a: b }, annotations: { c: d } }
      attachPolicyARNs: [arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess]
    - metadata: { name: given, namespace: web }
      attachRoleARN: arn:aws:iam::111111111111:role/Given
    - metadata: { name: role-alone, namespace: web }
      wellKnownPolicies: { externalDNS: true }
      roleOnly: true
addons:
  - name: vpc-cni
    serviceAccountRoleARN: arn:aws:iam::111111111111:role/Given
    configurationValues: '{"env":{"ENABLE_PREFIX_DELEGATION":"true"}}'
    tags: { team: network }
  - name: kube-proxy
  - name: coredns
  - name: metrics-server
  - name: aws-ebs-csi-driver
  - name: aws-efs-csi-driver
    attachPolicyARNs: [arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess]
${NODES}`);

/** Pod identity beside an OIDC provider: nodes have no policy of vpc-cni, although its service account has no role. */
export const podIdentity = withHead(`
addonsConfig: { autoApplyPodIdentityAssociations: true }
iam:
  withOIDC: true
  podIdentityAssociations:
    - namespace: velero
      serviceAccountName: velero
      createServiceAccount: true
      permissionPolicyARNs: [arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess]
      tags: { team: backup }
    - namespace: web
      serviceAccountName: given
      roleARN: arn:aws:iam::111111111111:role/Given
addons:
  - name: eks-pod-identity-agent
  - name: vpc-cni
  - name: kube-proxy
  - name: coredns
  - name: metrics-server
  - name: aws-ebs-csi-driver
${NODES}`);

/** IPv6: vpc-cni has a policy of its own, which eksctl does not take for one that spares nodes theirs. */
export const ipv6 = withHead(
  `
kubernetesNetworkConfig: { ipFamily: IPv6 }
iam: { withOIDC: true }
addons:
  - name: vpc-cni
  - name: kube-proxy
  - name: coredns
  - name: metrics-server
${NODES}`,
  // eksctl makes an egress-only gateway instead.
  '',
);

/** No nodes but those of Fargate. */
export const fargate = withHead(`
iam: { withOIDC: true }
addons:
  - name: vpc-cni
  - name: kube-proxy
  - name: coredns
  - name: metrics-server
fargateProfiles:
  - name: web
    selectors: [{ namespace: web, labels: { tier: front } }, { namespace: batch }]
    tags: { team: shop }
  - name: jobs
    selectors: [{ namespace: jobs }]
`);

/** No OIDC provider: nodes have the policy of vpc-cni. */
export const withoutOidc = withHead(`
addons:
  - name: vpc-cni
  - name: kube-proxy
  - name: coredns
  - name: metrics-server
${NODES}`);
