import {
  AccessEntryConfig,
  NodegroupConfig,
  instanceTypesOf,
  scalingOf,
} from '../config';
import { stackNames } from '../names';
import { managedPolicy, rolePolicy } from './roleTemplate';

/** Policies of the node role: a configured list replaces the default ones. */
export function nodePolicies(
  { iam = {} }: NodegroupConfig,
  withCniPolicy: boolean,
): string[] {
  const { attachPolicyARNs = [], withAddonPolicies = {} } = iam;
  const usual = [
    'AmazonEC2ContainerRegistryPullOnly',
    'AmazonEKSWorkerNodePolicy',
    ...(withCniPolicy ? ['AmazonEKS_CNI_Policy'] : []),
    'AmazonSSMManagedInstanceCore',
  ];
  const added = Object.entries({
    imageBuilder: 'AmazonEC2ContainerRegistryPowerUser',
    cloudWatch: 'CloudWatchAgentServerPolicy',
    ebs: 'service-role/AmazonEBSCSIDriverPolicy',
  }).flatMap(([name, policy]) => (withAddonPolicies[name] ? [policy] : []));
  const managed = [...(attachPolicyARNs.length > 0 ? [] : usual), ...added].map(
    managedPolicy,
  );
  return [...new Set([...attachPolicyARNs, ...managed])].sort();
}

/** The template of a managed nodegroup's stack. It imports the exports of the cluster stack. */
export function nodegroupTemplate(
  cluster: string,
  nodegroup: NodegroupConfig,
  withCniPolicy: boolean,
): string {
  const imported = (name: string) => ({
    'Fn::ImportValue': `${stackNames.cluster(cluster)}::${name}`,
  });
  const scaling = scalingOf({ kind: 'managed', nodegroup });
  const labels = {
    'alpha.eksctl.io/cluster-name': cluster,
    'alpha.eksctl.io/nodegroup-name': nodegroup.name,
    ...nodegroup.labels,
  };
  return JSON.stringify({
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'EKS Managed Nodes (SSH access: false) [created by eksctl]',
    Resources: {
      LaunchTemplate: {
        Type: 'AWS::EC2::LaunchTemplate',
        Properties: {
          LaunchTemplateName: { 'Fn::Sub': `\${AWS::StackName}` },
          LaunchTemplateData: {
            SecurityGroupIds: [imported('ClusterSecurityGroupId')],
          },
        },
      },
      NodeInstanceRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: rolePolicy('ec2.amazonaws.com'),
          ManagedPolicyArns: nodePolicies(nodegroup, withCniPolicy),
          PermissionsBoundary: nodegroup.iam?.instanceRolePermissionsBoundary,
        },
      },
      ManagedNodeGroup: {
        Type: 'AWS::EKS::Nodegroup',
        Properties: {
          ClusterName: cluster,
          NodegroupName: nodegroup.name,
          AmiType: 'AL2023_x86_64_STANDARD',
          CapacityType: nodegroup.spot ? 'SPOT' : 'ON_DEMAND',
          InstanceTypes: instanceTypesOf(nodegroup),
          Labels: labels,
          LaunchTemplate: { Id: { Ref: 'LaunchTemplate' } },
          NodeRole: { 'Fn::GetAtt': ['NodeInstanceRole', 'Arn'] },
          ScalingConfig: {
            MinSize: scaling.minSize,
            MaxSize: scaling.maxSize,
            DesiredSize: scaling.desiredSize,
          },
          Subnets: {
            'Fn::Split': [
              ',',
              imported(
                nodegroup.privateNetworking
                  ? 'SubnetsPrivate'
                  : 'SubnetsPublic',
              ),
            ],
          },
          Tags: {
            'alpha.eksctl.io/nodegroup-name': nodegroup.name,
            'alpha.eksctl.io/nodegroup-type': 'managed',
            ...nodegroup.tags,
          },
          Taints: (nodegroup.taints ?? []).map(taint => ({
            Key: taint.key,
            Value: taint.value,
            Effect: taint.effect
              .replace(/([a-z])([A-Z])/g, '$1_$2')
              .toUpperCase(),
          })),
        },
      },
    },
  });
}

/** The template of an access entry's stack. */
export function accessEntryTemplate(
  cluster: string,
  entry: AccessEntryConfig,
): string {
  return JSON.stringify({
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'EKS access entry [created by eksctl]',
    Resources: {
      AccessEntry: {
        Type: 'AWS::EKS::AccessEntry',
        Properties: {
          ClusterName: cluster,
          PrincipalArn: entry.principalARN,
          Type: entry.type ?? 'STANDARD',
          KubernetesGroups: entry.kubernetesGroups,
          Username: entry.kubernetesUsername,
          AccessPolicies: entry.accessPolicies?.map(policy => ({
            PolicyArn: policy.policyARN,
            AccessScope: {
              Type: policy.accessScope.type,
              Namespaces: policy.accessScope.namespaces,
            },
          })),
        },
      },
    },
  });
}
