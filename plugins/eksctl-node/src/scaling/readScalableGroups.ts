import {
  AutoScalingGroup,
  paginateDescribeAutoScalingGroups,
} from '@aws-sdk/client-auto-scaling';
import { Nodegroup } from '@aws-sdk/client-eks';
import { AwsClients } from '../stacks/AwsClients';
import { describeNodegroups } from '../stacks/describeNodegroups';
import { ScalableGroup } from './types';

/** Statuses in which EKS accepts a change of the size. */
const CHANGEABLE = ['ACTIVE', 'DEGRADED'];

/** eksctl's tag with the name of the group. */
const NODEGROUP_NAME = 'alpha.eksctl.io/nodegroup-name';

/** EKS tags the Auto Scaling groups of managed groups; they are changed through EKS. */
const MANAGED = 'eks:nodegroup-name';

/**
 * The node groups of a cluster, managed and self-managed ones. A self-managed group belongs to the cluster if Kubernetes' own tag says so.
 *
 * @throws the error of AWS
 * @public
 */
export async function readScalableGroups(
  clients: Pick<AwsClients, 'eks' | 'autoScaling'>,
  clusterName: string,
): Promise<ScalableGroup[]> {
  return [
    ...(await readManaged(clients, clusterName)),
    ...(await readSelfManaged(clients, clusterName)),
  ];
}

async function readManaged(
  clients: Pick<AwsClients, 'eks'>,
  clusterName: string,
): Promise<ScalableGroup[]> {
  const groups: ScalableGroup[] = [];
  for await (const { name, nodegroup } of describeNodegroups(
    clients,
    clusterName,
  )) {
    if (nodegroup) {
      groups.push(fromNodegroup(nodegroup, name));
    }
  }
  return groups;
}

function fromNodegroup(group: Nodegroup, name: string): ScalableGroup {
  const { scalingConfig, status = '', health } = group;
  return {
    kind: 'managed',
    name,
    id: group.nodegroupArn ?? '',
    size: {
      min: scalingConfig?.minSize ?? 0,
      desired: scalingConfig?.desiredSize ?? 0,
      max: scalingConfig?.maxSize ?? 0,
    },
    isBusy: !CHANGEABLE.includes(status),
    tags: group.tags ?? {},
    issues: (health?.issues ?? []).map(({ code, message }) =>
      [code, message].filter(Boolean).join(': '),
    ),
  };
}

async function readSelfManaged(
  { autoScaling }: Pick<AwsClients, 'autoScaling'>,
  clusterName: string,
): Promise<ScalableGroup[]> {
  const groups: ScalableGroup[] = [];
  const pages = paginateDescribeAutoScalingGroups(
    { client: autoScaling },
    {
      Filters: [
        { Name: `tag:kubernetes.io/cluster/${clusterName}`, Values: ['owned'] },
      ],
    },
  );
  for await (const { AutoScalingGroups = [] } of pages) {
    groups.push(
      ...AutoScalingGroups.map(fromAutoScalingGroup).filter(
        ({ tags }) => !(MANAGED in tags),
      ),
    );
  }
  return groups;
}

function fromAutoScalingGroup(group: AutoScalingGroup): ScalableGroup {
  const id = group.AutoScalingGroupName ?? '';
  const tags = Object.fromEntries(
    (group.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]),
  );
  return {
    kind: 'selfManaged',
    name: tags[NODEGROUP_NAME] ?? id,
    id,
    size: {
      min: group.MinSize ?? 0,
      desired: group.DesiredCapacity ?? 0,
      max: group.MaxSize ?? 0,
    },
    isBusy: group.Status !== undefined,
    tags,
    issues: [],
  };
}
