import { configHead } from './configHead';

/** A ClusterConfig with everything that a create makes beside the cluster. */
export function fullConfig(clusterName: string, environmentId: string): string {
  return `${configHead(clusterName, environmentId)}
vpc: { nat: { gateway: Single } }
accessConfig:
  authenticationMode: API_AND_CONFIG_MAP
  accessEntries:
    - principalARN: arn:aws:iam::111122223333:role/Dev
      accessPolicies:
        - policyARN: arn:aws:eks::aws:cluster-access-policy/AmazonEKSAdminPolicy
          accessScope: { type: cluster }
iam:
  withOIDC: true
  serviceAccounts:
    - metadata: { name: shop, namespace: default }
      wellKnownPolicies: { autoScaler: true }
  podIdentityAssociations:
    - namespace: velero
      serviceAccountName: velero
      createServiceAccount: true
      wellKnownPolicies: { ebsCSIController: true }
addons:
  - name: vpc-cni
  - name: kube-proxy
  - name: coredns
  - name: eks-pod-identity-agent
  - name: metrics-server
  - name: aws-ebs-csi-driver
    useDefaultPodIdentityAssociations: true
cloudWatch:
  clusterLogging:
    enableTypes: [audit]
    logRetentionInDays: 7
fargateProfiles:
  - name: batch
    selectors: [{ namespace: batch }]
managedNodeGroups:
  - name: workers
    instanceType: m7i.large
    minSize: 1
    desiredCapacity: 2
    maxSize: 3
`;
}
