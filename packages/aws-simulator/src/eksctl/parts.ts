/**
 * The parts of a cluster that are created after its control plane, used by `create cluster` and by the commands that create only one
 * part.
 */
import { Answer, Aws } from './aws/Aws';
import { ClusterApi } from './aws/ClusterApi';
import { AwsApiError } from './aws/errors';
import { createStack, waitForStack } from './aws/stacks';
import {
  AccessEntryConfig,
  ClusterConfig,
  NodegroupConfig,
  PlacedNodegroup,
} from './config';
import { log } from './log';
import { stackNames, stackTags } from './names';
import { Session } from './session';
import {
  accessEntryTemplate,
  nodegroupTemplate,
} from './templates/partTemplates';
import { selfManagedTemplate } from './templates/selfManagedTemplate';

export async function createAccessEntry(
  { aws }: Session,
  config: ClusterConfig,
  entry: AccessEntryConfig,
  timeoutSeconds: number,
): Promise<void> {
  const { name: cluster, tags } = config.metadata;
  log.info(`creating access entry for principal ARN "${entry.principalARN}"`);
  const stack = stackNames.accessEntry(cluster, entry.principalARN);
  await createStack(
    aws,
    stack,
    accessEntryTemplate(cluster, entry),
    stackTags(cluster, tags),
  );
  await waitForStack(aws, stack, timeoutSeconds);
  log.info(`created access entry for principal ARN "${entry.principalARN}"`);
}

export async function createNodegroupStack(
  { aws }: Session,
  config: ClusterConfig,
  { nodegroup, kind }: PlacedNodegroup,
  options: { forceCniPolicy: boolean; timeoutSeconds: number },
): Promise<void> {
  const { name: cluster, tags } = config.metadata;
  const withCniPolicy = !config.iam?.withOIDC || options.forceCniPolicy;
  const stack = stackNames.nodegroup(cluster, nodegroup.name);
  log.info(`building ${nounOf(kind)} stack "${stack}"`);
  await createStack(
    aws,
    stack,
    kind === 'managed'
      ? nodegroupTemplate(cluster, nodegroup, withCniPolicy)
      : selfManagedTemplate(cluster, nodegroup, {
          withCniPolicy,
        }),
    {
      ...stackTags(cluster, tags),
      'alpha.eksctl.io/nodegroup-name': nodegroup.name,
      'alpha.eksctl.io/nodegroup-type': kind,
    },
  );
  await waitForStack(aws, stack, options.timeoutSeconds);
}

/** eksctl's name for a kind of nodegroup. */
export function nounOf(kind: PlacedNodegroup['kind']): string {
  return kind === 'managed' ? 'managed nodegroup' : 'nodegroup';
}

/** EKS chooses the image of a managed nodegroup; for a self-managed one it is looked up and stored. */
export async function announceImages(
  { aws }: Session,
  config: ClusterConfig,
  nodegroups: PlacedNodegroup[],
): Promise<void> {
  for (const { nodegroup, kind } of nodegroups) {
    if (kind === 'unmanaged') {
      nodegroup.ami ??= await latestImage(aws, config);
    }
    log.info(
      `nodegroup "${nodegroup.name}" will use "${nodegroup.ami ?? ''}" [${
        nodegroup.amiFamily ?? 'AmazonLinux2023'
      }/${config.metadata.version}]`,
    );
  }
}

async function latestImage(
  aws: Aws,
  { metadata }: ClusterConfig,
): Promise<string> {
  const answer = await aws.json('ssm', 'AmazonSSM', 'GetParameter', {
    Name: `/aws/service/eks/optimized-ami/${metadata.version}/amazon-linux-2023/x86_64/standard/recommended/image_id`,
  });
  const image = String((answer.Parameter as Answer).Value);
  await aws.query('ec2', 'DescribeImages', { ImageId: [image] });
  return image;
}

/** `2 nodegroups (a, b) were included …` */
export function announceIncluded(nodegroups: PlacedNodegroup[]): void {
  const names = nodegroups.map(({ nodegroup }) => nodegroup.name).join(', ');
  const noun = nodegroups.length === 1 ? 'nodegroup' : 'nodegroups';
  const were = nodegroups.length === 1 ? 'was' : 'were';
  log.info(
    `${nodegroups.length} ${noun} (${names}) ${were} included (based on the include/exclude rules)`,
  );
}

/** The number of nodegroups of each existing kind. */
export function countsOf(
  nodegroups: PlacedNodegroup[],
): Array<{ kind: PlacedNodegroup['kind']; count: number }> {
  return (['unmanaged', 'managed'] as const)
    .map(kind => ({
      kind,
      count: nodegroups.filter(item => item.kind === kind).length,
    }))
    .filter(({ count }) => count > 0);
}

export function creationTask({ nodegroup, kind }: PlacedNodegroup): string {
  return `create ${nounOf(kind)} "${nodegroup.name}"`;
}

interface NodeView {
  metadata: { name: string };
  status: { conditions: Array<{ type: string; status: string }> };
}

const NODE_POLL_SECONDS = 5;

async function listNodes(
  api: ClusterApi,
  nodegroup: string,
): Promise<Array<{ name: string; ready: boolean }>> {
  const selector = encodeURIComponent(
    `alpha.eksctl.io/nodegroup-name=${nodegroup}`,
  );
  const { body } = await api.request(
    'GET',
    `/api/v1/nodes?labelSelector=${selector}`,
  );
  const items = (body.items ?? []) as NodeView[];
  return items
    .map(item => ({
      name: item.metadata.name,
      ready: item.status.conditions.some(
        ({ type, status }) => type === 'Ready' && status === 'True',
      ),
    }))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

function logNodes(
  nodegroup: string,
  nodes: Array<{ name: string; ready: boolean }>,
): void {
  log.info(`nodegroup "${nodegroup}" has ${nodes.length} node(s)`);
  for (const node of nodes) {
    log.info(`node "${node.name}" is ${node.ready ? 'ready' : 'not ready'}`);
  }
}

/** Waits until the nodegroup has its minimum number of ready nodes. */
export async function waitForNodes(
  { aws }: Pick<Session, 'aws'>,
  api: ClusterApi,
  nodegroup: NodegroupConfig,
  timeoutSeconds: number,
): Promise<void> {
  const minSize = nodegroup.minSize ?? nodegroup.desiredCapacity ?? 2;
  if (minSize === 0) {
    return;
  }
  const watch = aws.stopwatch();
  logNodes(nodegroup.name, await listNodes(api, nodegroup.name));
  log.info(
    `waiting for at least ${minSize} node(s) to become ready in "${nodegroup.name}"`,
  );
  for (;;) {
    const nodes = await listNodes(api, nodegroup.name);
    if (nodes.filter(node => node.ready).length >= minSize) {
      logNodes(nodegroup.name, nodes);
      return;
    }
    if (watch.waited() > timeoutSeconds) {
      throw new Error(
        `timed out waiting for at least ${minSize} nodes to join the cluster and become ready in "${nodegroup.name}": context deadline exceeded`,
      );
    }
    await watch.sleep(NODE_POLL_SECONDS);
  }
}

/** Fargate profiles are created through EKS, not by a stack. */
export async function createFargateProfiles(
  { aws, accountId }: Session,
  config: ClusterConfig,
  cluster: Answer,
  timeoutSeconds: number,
): Promise<void> {
  const name = config.metadata.name;
  const listed = await aws.eks(
    'ListFargateProfiles',
    'GET',
    `/clusters/${name}/fargate-profiles`,
  );
  const existing = listed.fargateProfileNames as string[];
  for (const profile of config.fargateProfiles ?? []) {
    if (existing.includes(profile.name)) {
      log.info(
        `Fargate profile "${profile.name}" already exists on EKS cluster "${name}"`,
      );
      continue;
    }
    log.info(
      `creating Fargate profile "${profile.name}" on EKS cluster "${name}"`,
    );
    const { subnetIds } = cluster.resourcesVpcConfig as { subnetIds: string[] };
    try {
      await aws.eks(
        'CreateFargateProfile',
        'POST',
        `/clusters/${name}/fargate-profiles`,
        {
          body: {
            fargateProfileName: profile.name,
            podExecutionRoleArn:
              profile.podExecutionRoleARN ??
              `arn:aws:iam::${accountId}:role/eksctl-${name}-fargate-FargatePodExecutionRole`,
            subnets: profile.subnets ?? subnetIds,
            selectors: profile.selectors,
            tags: profile.tags,
          },
        },
      );
    } catch (error) {
      if (
        error instanceof AwsApiError &&
        error.code === 'ResourceInUseException'
      ) {
        log.info(
          `either Fargate profile "${profile.name}" already exists on EKS cluster "${name}" or another profile is being created/deleted, no action taken`,
        );
        continue;
      }
      throw fargateError(
        name,
        profile.name,
        new Error(
          `failed to create Fargate profile "${profile.name}": ${
            (error as Error).message
          }`,
        ),
      );
    }
    await waitForFargateProfile(aws, name, profile.name, timeoutSeconds);
    log.info(
      `created Fargate profile "${profile.name}" on EKS cluster "${name}"`,
    );
  }
}

/** Doubles the delay each time, and keeps waiting even if the profile failed. */
async function waitForFargateProfile(
  aws: Aws,
  cluster: string,
  profile: string,
  timeoutSeconds: number,
): Promise<void> {
  const watch = aws.stopwatch();
  for (let pause = 1; watch.waited() < timeoutSeconds; pause *= 2) {
    const answer = await aws.eks(
      'DescribeFargateProfile',
      'GET',
      `/clusters/${cluster}/fargate-profiles/${profile}`,
    );
    if ((answer.fargateProfile as { status: string }).status === 'ACTIVE') {
      return;
    }
    await watch.sleep(Math.min(pause, timeoutSeconds - watch.waited()));
  }
  throw fargateError(
    cluster,
    profile,
    new Error(
      `timed out while waiting for Fargate profile "${profile}"'s creation`,
    ),
  );
}

function fargateError(cluster: string, profile: string, cause: Error): Error {
  return new Error(
    `failed to create Fargate profile "${profile}" on EKS cluster "${cluster}": ${cause.message}`,
  );
}
