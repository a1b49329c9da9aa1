import { NodegroupConfig, instanceTypesOf, scalingOf } from '../config';
import { stackNames } from '../names';
import { nodePolicies } from './partTemplates';
import { rolePolicy } from './roleTemplate';

/** The template of a self-managed nodegroup's stack: its nodes join the cluster through an access entry for their role. */
export function selfManagedTemplate(
  cluster: string,
  nodegroup: NodegroupConfig,
  options: { withCniPolicy: boolean },
): string {
  const imported = (name: string) => ({
    'Fn::ImportValue': `${stackNames.cluster(cluster)}::${name}`,
  });
  const attribute = (resource: string) => ({ 'Fn::GetAtt': [resource, 'Arn'] });
  const ref = (resource: string) => ({ Ref: resource });
  const rule = (type: 'Egress' | 'Ingress') => ({
    Type: `AWS::EC2::SecurityGroup${type}`,
    Properties: { GroupId: imported('SecurityGroup'), IpProtocol: 'tcp' },
  });
  return JSON.stringify({
    AWSTemplateFormatVersion: '2010-09-09',
    Description:
      'EKS nodes (AMI family: AmazonLinux2023, SSH access: false, private networking: false) [created by eksctl]',
    Resources: {
      NodeInstanceRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: rolePolicy('ec2.amazonaws.com'),
          ManagedPolicyArns: nodePolicies(nodegroup, options.withCniPolicy),
          PermissionsBoundary: nodegroup.iam?.instanceRolePermissionsBoundary,
        },
      },
      NodeInstanceProfile: {
        Type: 'AWS::IAM::InstanceProfile',
        Properties: { Path: '/', Roles: [ref('NodeInstanceRole')] },
      },
      SG: {
        Type: 'AWS::EC2::SecurityGroup',
        Properties: {
          VpcId: imported('VPC'),
          GroupDescription: `Communication between the control plane and worker nodes in group ${nodegroup.name}`,
          Tags: [{ Key: `kubernetes.io/cluster/${cluster}`, Value: 'owned' }],
        },
      },
      EgressInterCluster: rule('Egress'),
      EgressInterClusterAPI: rule('Egress'),
      IngressInterClusterCP: rule('Ingress'),
      AccessEntry: {
        Type: 'AWS::EKS::AccessEntry',
        Properties: {
          ClusterName: cluster,
          PrincipalArn: attribute('NodeInstanceRole'),
          Type: 'EC2_LINUX',
        },
      },
      NodeGroupLaunchTemplate: {
        Type: 'AWS::EC2::LaunchTemplate',
        Properties: {
          LaunchTemplateName: { 'Fn::Sub': `\${AWS::StackName}` },
          LaunchTemplateData: {
            IamInstanceProfile: { Arn: attribute('NodeInstanceProfile') },
            ImageId: nodegroup.ami,
            InstanceType: instanceTypesOf(nodegroup)[0],
            SecurityGroupIds: [imported('SharedNodeSecurityGroup'), ref('SG')],
          },
        },
      },
      NodeGroup: autoScalingGroup(
        cluster,
        nodegroup,
        imported(
          nodegroup.privateNetworking ? 'SubnetsPrivate' : 'SubnetsPublic',
        ),
      ),
    },
    Outputs: {
      InstanceRoleARN: { Value: attribute('NodeInstanceRole') },
      InstanceProfileARN: { Value: attribute('NodeInstanceProfile') },
    },
  });
}

function autoScalingGroup(
  cluster: string,
  nodegroup: NodegroupConfig,
  subnets: unknown,
): unknown {
  const { minSize, maxSize, desiredSize } = scalingOf({
    kind: 'unmanaged',
    nodegroup,
  });
  const template = {
    LaunchTemplateName: { 'Fn::Sub': `\${AWS::StackName}` },
    Version: {
      'Fn::GetAtt': ['NodeGroupLaunchTemplate', 'LatestVersionNumber'],
    },
  };
  const distribution = nodegroup.instancesDistribution;
  const tags = {
    Name: `${cluster}-${nodegroup.name}-Node`,
    [`kubernetes.io/cluster/${cluster}`]: 'owned',
    ...nodegroup.tags,
  };
  return {
    Type: 'AWS::AutoScaling::AutoScalingGroup',
    Properties: {
      MinSize: String(minSize),
      MaxSize: String(maxSize),
      DesiredCapacity: String(desiredSize),
      ...(distribution
        ? {
            MixedInstancesPolicy: {
              LaunchTemplate: {
                LaunchTemplateSpecification: template,
                Overrides: instanceTypesOf(nodegroup).map(InstanceType => ({
                  InstanceType,
                })),
              },
            },
          }
        : { LaunchTemplate: template }),
      VPCZoneIdentifier: { 'Fn::Split': [',', subnets] },
      Tags: Object.entries(tags).map(([Key, Value]) => ({
        Key,
        Value,
        PropagateAtLaunch: 'true',
      })),
    },
  };
}
