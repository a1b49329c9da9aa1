import {
  DescribeNodegroupCommand,
  type EKSClient,
  Nodegroup,
  ResourceNotFoundException,
} from '@aws-sdk/client-eks';
import { paginateListAttachedRolePolicies } from '@aws-sdk/client-iam';
import { nodeGroupsOf } from '../../config/nodeGroups';
import { ClusterConfig } from '../../model/clusterConfig';
import { AwsClients } from '../AwsClients';
import { stackPrefix } from '../stackNames';
import { ClusterStack, NodeGroupPart } from '../types';

type Clients = Pick<AwsClients, 'eks' | 'iam'>;

/** The node groups of the config that have a stack and, if managed, exist in EKS. */
export async function readNodeGroups(
  clients: Clients,
  config: ClusterConfig,
  stacks: ClusterStack[],
  areFinished: boolean,
): Promise<NodeGroupPart[]> {
  const prefix = stackPrefix(config.metadata.name);
  const found: NodeGroupPart[] = [];
  for (const placed of nodeGroupsOf(config)) {
    const { name } = placed.group;
    const stack = stacks.find(
      item => item.name === `${prefix}nodegroup-${name}`,
    );
    if (stack) {
      const policies = await readPolicies(clients, stack);
      const managed = placed.managed
        ? await readManaged(clients, config, name, areFinished)
        : undefined;
      if (!placed.managed || managed) {
        found.push({ name, policies, managed });
      }
    }
  }
  return found;
}

/** Undefined if the group does not exist in EKS. */
async function readManaged(
  { eks }: Clients,
  { metadata: { name: clusterName } }: ClusterConfig,
  nodegroupName: string,
  isFinished: boolean,
): Promise<NodeGroupPart['managed']> {
  const nodegroup = await findNodegroup(eks, { clusterName, nodegroupName });
  return (
    nodegroup && {
      minSize: nodegroup.scalingConfig?.minSize ?? 0,
      maxSize: nodegroup.scalingConfig?.maxSize ?? 0,
      labels: nodegroup.labels ?? {},
      taints: (nodegroup.taints ?? []).map(
        ({ key = '', value = '', effect = '' }) => ({ key, value, effect }),
      ),
      tags: nodegroup.tags ?? {},
      isFinished,
    }
  );
}

async function findNodegroup(
  eks: EKSClient,
  input: { clusterName: string; nodegroupName: string },
): Promise<Nodegroup | undefined> {
  try {
    return (await eks.send(new DescribeNodegroupCommand(input))).nodegroup;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) {
      return undefined;
    }
    throw error;
  }
}

/** Names of the managed policies of the role in the stack. */
async function readPolicies(
  { iam }: Clients,
  { resources }: ClusterStack,
): Promise<string[] | undefined> {
  const role = resources.find(({ type }) => type === 'AWS::IAM::Role');
  if (!role?.physicalId) {
    return undefined;
  }
  const names: string[] = [];
  const pages = paginateListAttachedRolePolicies(
    { client: iam },
    { RoleName: role.physicalId },
  );
  for await (const { AttachedPolicies = [] } of pages) {
    names.push(
      ...AttachedPolicies.flatMap(({ PolicyName }) => PolicyName ?? []),
    );
  }
  return names;
}
