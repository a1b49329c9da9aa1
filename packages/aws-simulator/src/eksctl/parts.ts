/**
 * The parts of a cluster that are made after its control plane, used by
 * `create cluster` and by the commands that make one part alone.
 */
import { Answer, Aws } from './aws/Aws';
import { ClusterApi } from './aws/ClusterApi';
import { AwsApiError } from './aws/errors';
import { createStack, waitForStack } from './aws/stacks';
import {
  AccessEntryConfig,
  AddonConfig,
  ClusterConfig,
  NodegroupConfig,
  PodIdentityConfig,
  scalingOf,
} from './config';
import { createAccount } from './kubernetesObjects';
import { log } from './log';
import { stackNames, stackTags } from './names';
import { Session } from './session';
import {
  accessEntryTemplate,
  nodegroupTemplate,
} from './templates/partTemplates';
import { podIdentityRoleTemplate } from './templates/roleTemplate';

const ADDON_POLL_SECONDS = 10;

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

export async function addonExists(
  { aws }: Session,
  cluster: string,
  name: string,
): Promise<boolean> {
  try {
    await aws.eks(
      'DescribeAddon',
      'GET',
      `/clusters/${cluster}/addons/${name}`,
    );
    return true;
  } catch (error) {
    if (
      error instanceof AwsApiError &&
      error.code === 'ResourceNotFoundException'
    ) {
      return false;
    }
    throw error;
  }
}

interface AddonVersion {
  addonVersion: string;
  requiresIamPermissions: boolean;
}

async function latestVersion(
  { aws }: Session,
  config: ClusterConfig,
  name: string,
): Promise<AddonVersion> {
  const answer = await aws.eks(
    'DescribeAddonVersions',
    'GET',
    '/addons/supported-versions',
    {
      query: {
        addonName: name,
        kubernetesVersion: config.metadata.version ?? '',
      },
    },
  );
  const [addon] = answer.addons as Array<{ addonVersions: AddonVersion[] }>;
  if (!addon) {
    throw new Error(`no versions available for "${name}"`);
  }
  return addon.addonVersions[0];
}

/** A role for the add-on's service account, if it wants one and it is configured so that it gets one. */
async function addonRole(
  session: Session,
  config: ClusterConfig,
  addon: AddonConfig,
  version: AddonVersion,
  timeoutSeconds: number,
): Promise<Array<{ serviceAccount: string; roleArn: string }>> {
  if (!version.requiresIamPermissions) {
    return [];
  }
  const { aws } = session;
  const { name: cluster, tags } = config.metadata;
  const answer = await aws.eks(
    'DescribeAddonConfiguration',
    'GET',
    '/addons/configuration-schemas',
    {
      query: { addonName: addon.name, addonVersion: version.addonVersion },
    },
  );
  const [wanted] = answer.podIdentityConfiguration as Array<{
    serviceAccount: string;
  }>;
  const automatic =
    config.addonsConfig?.autoApplyPodIdentityAssociations ||
    addon.useDefaultPodIdentityAssociations;
  if (!wanted || !automatic) {
    if (!config.iam?.withOIDC) {
      log.warning(
        `recommended policies were found for "${addon.name}" addon, but since OIDC is disabled on the cluster, eksctl cannot configure the requested permissions; the recommended way to provide IAM permissions for "${addon.name}" addon is via pod identity associations; after addon creation is completed, add all recommended policies to the config file, under \`addon.PodIdentityAssociations\`, and run \`eksctl update addon\``,
      );
    }
    return [];
  }
  const setting = config.addonsConfig?.autoApplyPodIdentityAssociations
    ? 'addonsConfig.autoApplyPodIdentityAssociations'
    : 'addon.useDefaultPodIdentityAssociations';
  log.info(
    `"${setting}" is set to true; will lookup recommended pod identity configuration for "${addon.name}" addon`,
  );
  const stack = stackNames.addonRole(
    cluster,
    addon.name,
    wanted.serviceAccount,
  );
  await createStack(aws, stack, podIdentityRoleTemplate(), {
    ...stackTags(cluster, tags),
    'alpha.eksctl.io/addon-podidentityassociation-name': `/${wanted.serviceAccount}`,
    'alpha.eksctl.io/addon-name': addon.name,
  });
  const made = await waitForStack(aws, stack, timeoutSeconds);
  return [
    { serviceAccount: wanted.serviceAccount, roleArn: made.outputs.Role1 },
  ];
}

/** Creates one add-on; with `wait`, until it is active. */
export async function createAddon(
  session: Session,
  config: ClusterConfig,
  addon: AddonConfig,
  options: { wait: boolean; timeoutSeconds: number },
): Promise<void> {
  const { aws } = session;
  const { name: cluster, tags } = config.metadata;
  const version = await latestVersion(session, config, addon.name);
  const associations = await addonRole(
    session,
    config,
    addon,
    version,
    options.timeoutSeconds,
  );
  log.info(`creating addon: ${addon.name}`);
  try {
    await aws.eks('CreateAddon', 'POST', `/clusters/${cluster}/addons`, {
      body: {
        addonName: addon.name,
        addonVersion: version.addonVersion,
        configurationValues: addon.configurationValues,
        podIdentityAssociations:
          associations.length > 0 ? associations : undefined,
        tags,
      },
    });
  } catch (error) {
    throw new Error(
      `failed to create "${addon.name}" addon: ${(error as Error).message}`,
    );
  }
  if (!options.wait) {
    log.info(`successfully created addon: ${addon.name}`);
    return;
  }
  await waitForAddon(session, cluster, addon.name, options.timeoutSeconds);
  log.info(`addon "${addon.name}" active`);
}

async function waitForAddon(
  { aws }: Session,
  cluster: string,
  name: string,
  timeoutSeconds: number,
): Promise<void> {
  const watch = aws.stopwatch();
  for (;;) {
    const answer = await aws.eks(
      'DescribeAddon',
      'GET',
      `/clusters/${cluster}/addons/${name}`,
    );
    const { status } = answer.addon as { status: string };
    if (status === 'ACTIVE') {
      return;
    }
    if (status !== 'CREATING') {
      throw new Error(`addon status transitioned to "${status}"`);
    }
    if (watch.waited() > timeoutSeconds) {
      throw new Error(`timed out waiting for addon "${name}" to become active`);
    }
    await watch.sleep(ADDON_POLL_SECONDS);
  }
}

export async function createNodegroupStack(
  { aws }: Session,
  config: ClusterConfig,
  nodegroup: NodegroupConfig,
  timeoutSeconds: number,
): Promise<void> {
  const { name: cluster, tags } = config.metadata;
  const stack = stackNames.nodegroup(cluster, nodegroup.name);
  log.info(`building managed nodegroup stack "${stack}"`);
  await createStack(aws, stack, nodegroupTemplate(cluster, nodegroup), {
    ...stackTags(cluster, tags),
    'alpha.eksctl.io/nodegroup-name': nodegroup.name,
    'alpha.eksctl.io/nodegroup-type': 'managed',
  });
  await waitForStack(aws, stack, timeoutSeconds);
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

/** Waits until the nodegroup has its least number of ready nodes. */
export async function waitForNodes(
  { aws }: Session,
  api: ClusterApi,
  nodegroup: NodegroupConfig,
  timeoutSeconds: number,
): Promise<void> {
  const { minSize } = scalingOf(nodegroup);
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

/** Makes the role, the service account if wanted, and the association. */
export async function createPodIdentity(
  session: Session,
  config: ClusterConfig,
  api: ClusterApi,
  association: PodIdentityConfig,
  timeoutSeconds: number,
): Promise<void> {
  const { aws } = session;
  const { name: cluster, tags } = config.metadata;
  const { namespace, serviceAccountName, createServiceAccount, roleName } =
    association;
  let { roleARN } = association;
  if (!roleARN) {
    const stack = stackNames.podIdentityRole(
      cluster,
      namespace,
      serviceAccountName,
    );
    await createStack(
      aws,
      stack,
      podIdentityRoleTemplate(roleName),
      stackTags(cluster, tags),
    );
    roleARN = (await waitForStack(aws, stack, timeoutSeconds)).outputs.Role1;
  }
  if (createServiceAccount) {
    await createAccount(api, namespace, serviceAccountName);
  }
  await aws.eks(
    'CreatePodIdentityAssociation',
    'POST',
    `/clusters/${cluster}/pod-identity-associations`,
    {
      body: {
        namespace,
        serviceAccount: serviceAccountName,
        roleArn: roleARN,
        tags,
      },
    },
  );
  log.info(
    `created pod identity association for service account "${serviceAccountName}" in namespace "${namespace}"`,
  );
}

/** The task tree of a pod identity association. */
export function podIdentityTask({
  namespace,
  serviceAccountName,
  createServiceAccount,
  roleARN,
}: PodIdentityConfig) {
  const account = `"${namespace}/${serviceAccountName}"`;
  return {
    subTask: true,
    tasks: [
      ...(roleARN
        ? []
        : [
            `create IAM role for pod identity association for service account ${account}`,
          ]),
      ...(createServiceAccount
        ? [`create service account ${account}, if it does not already exist`]
        : []),
      `create pod identity association for service account ${account}`,
    ],
  };
}

/** Fargate profiles are made through EKS, not by a stack. */
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
            podExecutionRoleArn: `arn:aws:iam::${accountId}:role/eksctl-${name}-fargate-FargatePodExecutionRole`,
            subnets: subnetIds,
            selectors: profile.selectors,
            tags: config.metadata.tags,
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

/** Waits twice as long each time, and for a profile that failed as for one that is being made. */
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
