import { Answer, Aws, list } from '../aws/Aws';
import { ClusterApi } from '../aws/ClusterApi';
import { StackView, clusterStacks } from '../aws/stacks';
import { failure } from '../Exit';
import { log } from '../log';
import { stackNames } from '../names';
import { waitForNodes } from '../parts';
import {
  checkIdentity,
  connect,
  describeCluster,
  readVersions,
  requireCluster,
} from '../session';

export interface ScaleOptions {
  cluster: string;
  region: string;
  name: string;
  nodes?: number;
  nodesMin?: number;
  nodesMax?: number;
  wait: boolean;
  timeoutSeconds: number;
}

const POLL_SECONDS = 30;

function check({ nodes, nodesMin, nodesMax }: ScaleOptions): void {
  if (nodes === undefined && nodesMin === undefined && nodesMax === undefined) {
    throw failure(
      'at least one of minimum, maximum and desired nodes must be set',
    );
  }
  if (nodes !== undefined && nodes < 0) {
    throw failure('number of nodes must be 0 or greater');
  }
  if (nodes !== undefined && nodesMax !== undefined && nodesMax < nodes) {
    throw failure(
      'maximum number of nodes must be greater than or equal to number of nodes',
    );
  }
  if (nodes !== undefined && nodesMin !== undefined && nodesMin > nodes) {
    throw failure(
      'minimum number of nodes must be fewer than or equal to number of nodes',
    );
  }
}

/** `scale nodegroup` */
export async function scaleNodegroup(options: ScaleOptions): Promise<void> {
  check(options);
  const { cluster, region, name } = options;
  const aws = await connect(region);
  await checkIdentity(aws);
  await requireCluster(aws, cluster);
  await readVersions(aws);
  const stacks = await clusterStacks(aws, cluster);
  log.info(`scaling nodegroup "${name}" in cluster ${cluster}`);
  const stack = stacks.find(
    item => item.name === stackNames.nodegroup(cluster, name),
  );
  const resources = stack ? await resourcesOf(aws, stack) : [];
  try {
    await (stack?.tags['alpha.eksctl.io/nodegroup-type'] === 'unmanaged'
      ? scaleUnmanaged(aws, resources, options)
      : scaleManaged(aws, options));
  } catch (error) {
    throw failure(
      `failed to scale nodegroup "${name}" for cluster "${cluster}", error: ${
        (error as Error).message
      }`,
    );
  }
}

async function resourcesOf(aws: Aws, stack: StackView): Promise<Answer[]> {
  const answer = await aws.query('cloudformation', 'DescribeStackResources', {
    StackName: stack.name,
  });
  return list(answer.StackResources);
}

async function scaleUnmanaged(
  aws: Aws,
  resources: Answer[],
  options: ScaleOptions,
): Promise<void> {
  const { cluster, name, nodes, nodesMin, nodesMax, wait } = options;
  const group = resources.find(
    ({ LogicalResourceId }) => LogicalResourceId === 'NodeGroup',
  );
  const groupName = String(group?.PhysicalResourceId);
  await aws.query('autoscaling', 'DescribeAutoScalingGroups', {
    AutoScalingGroupNames: [groupName],
  });
  await aws.query('autoscaling', 'UpdateAutoScalingGroup', {
    AutoScalingGroupName: groupName,
    DesiredCapacity: nodes,
    MinSize: nodesMin,
    MaxSize: nodesMax,
  });
  log.info('initiated scaling of nodegroup');
  if (!wait) {
    sayWhereToLook(options);
    return;
  }
  const api = ClusterApi.of(aws, await describeCluster(aws, cluster));
  const least = { name, minSize: nodesMin ?? 0 };
  await waitForNodes({ aws }, api, least, options.timeoutSeconds);
  log.info('nodegroup successfully scaled');
}

async function scaleManaged(aws: Aws, options: ScaleOptions): Promise<void> {
  const { cluster, name, nodes, nodesMin, nodesMax, wait, timeoutSeconds } =
    options;
  const path = `/clusters/${cluster}/node-groups/${name}`;
  await aws.eks('UpdateNodegroupConfig', 'POST', `${path}/update-config`, {
    body: {
      scalingConfig: {
        desiredSize: nodes,
        minSize: nodesMin,
        maxSize: nodesMax,
      },
    },
  });
  log.info('initiated scaling of nodegroup');
  if (!wait) {
    sayWhereToLook(options);
    return;
  }
  log.info(`waiting for scaling of nodegroup "${name}" to complete`);
  const watch = aws.stopwatch();
  for (;;) {
    const answer = await aws.eks('DescribeNodegroup', 'GET', path);
    const { status } = answer.nodegroup as { status: string };
    if (status === 'ACTIVE') {
      break;
    }
    if (status !== 'UPDATING') {
      throw new Error('waiter state transitioned to Failure');
    }
    if (watch.waited() > timeoutSeconds) {
      throw new Error('exceeded max wait time for NodegroupActive waiter');
    }
    await watch.sleep(POLL_SECONDS);
  }
  log.info('nodegroup successfully scaled');
}

function sayWhereToLook({ cluster, region, name }: ScaleOptions): void {
  log.info(
    `to see the status of the scaling run \`eksctl get nodegroup --cluster ${cluster} --region ${region} --name ${name}\``,
  );
}
