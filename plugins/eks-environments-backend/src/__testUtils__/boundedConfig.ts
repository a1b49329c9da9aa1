import { configHead } from './configHead';

/** The boundary that deploy/iam/roles-with-boundary.json asks for. */
const BOUNDARY = 'arn:aws:iam::111111111111:policy/eks-environments-boundary';

/** A ClusterConfig of which every role has a permissions boundary. */
export function boundedConfig(
  clusterName: string,
  environmentId: string,
): string {
  return `${configHead(clusterName, environmentId)}
vpc: { nat: { gateway: Single } }
iam:
  withOIDC: true
  serviceRolePermissionsBoundary: ${BOUNDARY}
  serviceAccounts:
    - metadata: { name: shop, namespace: default }
      wellKnownPolicies: { autoScaler: true }
      permissionsBoundary: ${BOUNDARY}
  podIdentityAssociations:
    - namespace: velero
      serviceAccountName: velero
      permissionPolicyARNs: [arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess]
      permissionsBoundaryARN: ${BOUNDARY}
addons:
  - name: eks-pod-identity-agent
  - name: vpc-cni
    permissionsBoundary: ${BOUNDARY}
  - name: kube-proxy
  - name: coredns
  - name: metrics-server
  - name: aws-ebs-csi-driver
    podIdentityAssociations:
      - namespace: kube-system
        serviceAccountName: ebs-csi-controller-sa
        permissionPolicyARNs: [arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy]
        permissionsBoundaryARN: ${BOUNDARY}
managedNodeGroups:
  - name: workers
    instanceType: m7i.large
    minSize: 1
    desiredCapacity: 1
    maxSize: 2
    iam: { instanceRolePermissionsBoundary: ${BOUNDARY} }
`;
}
