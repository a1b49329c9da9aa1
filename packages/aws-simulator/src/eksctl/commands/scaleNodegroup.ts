import { clusterStacks } from '../aws/stacks';
import { failure } from '../Exit';
import { log } from '../log';
import { stackNames } from '../names';
import {
  checkIdentity,
  connect,
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
  const {
    cluster,
    region,
    name,
    nodes,
    nodesMin,
    nodesMax,
    wait,
    timeoutSeconds,
  } = options;
  const aws = await connect(region);
  await checkIdentity(aws);
  await requireCluster(aws, cluster);
  await readVersions(aws);
  const stacks = await clusterStacks(aws, cluster);
  log.info(`scaling nodegroup "${name}" in cluster ${cluster}`);
  const stack = stacks.find(
    item => item.name === stackNames.nodegroup(cluster, name),
  );
  if (stack) {
    await aws.query('cloudformation', 'DescribeStackResources', {
      StackName: stack.name,
    });
  }
  const path = `/clusters/${cluster}/node-groups/${name}`;
  try {
    await aws.eks('UpdateNodegroupConfig', 'POST', `${path}/update-config`, {
      body: {
        scalingConfig: {
          desiredSize: nodes,
          minSize: nodesMin,
          maxSize: nodesMax,
        },
      },
    });
  } catch (error) {
    throw failure(
      `failed to scale nodegroup "${name}" for cluster "${cluster}", error: ${
        (error as Error).message
      }`,
    );
  }
  log.info('initiated scaling of nodegroup');
  if (!wait) {
    log.info(
      `to see the status of the scaling run \`eksctl get nodegroup --cluster ${cluster} --region ${region} --name ${name}\``,
    );
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
      throw failure(
        `failed to scale nodegroup "${name}" for cluster "${cluster}", error: waiter state transitioned to Failure`,
      );
    }
    if (watch.waited() > timeoutSeconds) {
      throw failure(
        `failed to scale nodegroup "${name}" for cluster "${cluster}", error: exceeded max wait time for NodegroupActive waiter`,
      );
    }
    await watch.sleep(POLL_SECONDS);
  }
  log.info('nodegroup successfully scaled');
}
