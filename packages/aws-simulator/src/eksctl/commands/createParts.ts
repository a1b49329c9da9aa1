/** The commands that create one part of an existing cluster. */
import { Answer, list } from '../aws/Aws';
import { ClusterApi } from '../aws/ClusterApi';
import { clusterStacks, listStacks } from '../aws/stacks';
import { ClusterConfig, loadConfig, nodegroupsOf } from '../config';
import { installDevicePlugins } from '../devicePlugins';
import { failure } from '../Exit';
import { roleOfAwsNode } from '../kubernetesObjects';
import { log } from '../log';
import { stackNames } from '../names';
import { addonExists, createAddon, updateAddon } from '../addons';
import {
  createAccessEntry,
  createFargateProfiles,
  announceImages,
  announceIncluded,
  countsOf,
  createNodegroupStack,
  creationTask,
  nounOf,
  waitForNodes,
} from '../parts';
import { createPodIdentity, podIdentityTask } from '../podIdentities';
import {
  Session,
  checkIdentity,
  connect,
  readVersions,
  requireCluster,
} from '../session';
import {
  createOidcProvider,
  createServiceAccount,
  missingServiceAccounts,
  oidcProviderExists,
} from '../serviceAccounts';
import { describeTasks } from '../tasks';

export interface PartOptions {
  file: string;
  timeoutSeconds: number;
}

interface Opened {
  session: Session;
  config: ClusterConfig;
  cluster: Answer;
}

async function open(file: string): Promise<Opened> {
  const config = loadConfig(file);
  const { name, region } = config.metadata;
  const aws = await connect(region);
  const identity = await checkIdentity(aws);
  const cluster = await requireCluster(aws, name);
  const session = { aws, ...identity, versions: await readVersions(aws) };
  config.metadata.version = String(cluster.version);
  return { session, config, cluster };
}

const REPLACES = new Set(['vpc-cni', 'coredns', 'kube-proxy']);

/** `create addon -f FILE`: waits for each, unlike `create cluster`. */
export async function createAddons({
  file,
  timeoutSeconds,
  force,
}: PartOptions & { force: boolean }): Promise<void> {
  const { session, config } = await open(file);
  const { name, version } = config.metadata;
  log.info(`Kubernetes version "${version}" in use by cluster "${name}"`);
  for (const addon of config.addons ?? []) {
    if (await addonExists(session, name, addon.name)) {
      log.info(
        `"${addon.name}" addon is already present on the cluster, as an EKS managed addon, skipping creation`,
      );
      continue;
    }
    if (!force && REPLACES.has(addon.name)) {
      log.info(
        'when creating an addon to replace an existing application, e.g. CoreDNS, kube-proxy & VPC-CNI the --force flag will ensure the currently deployed configuration is replaced',
      );
    }
    await createAddon(session, config, addon, { wait: true, timeoutSeconds });
  }
}

/** `update addon -f FILE`: waits for each. */
export async function updateAddons({
  file,
  timeoutSeconds,
}: PartOptions): Promise<void> {
  const { session, config } = await open(file);
  const { name, version } = config.metadata;
  log.info(`Kubernetes version "${version}" in use by cluster "${name}"`);
  for (const addon of config.addons ?? []) {
    await updateAddon(session, config, addon, timeoutSeconds);
  }
}

/** `create accessentry -f FILE`: skips every entry with a stack, in any state. */
export async function createAccessEntries({
  file,
  timeoutSeconds,
}: PartOptions): Promise<void> {
  const { session, config } = await open(file);
  const { name } = config.metadata;
  const stacks = new Set(
    (await listStacks(session.aws)).map(item => item.name),
  );
  const missing = (config.accessConfig?.accessEntries ?? []).filter(
    entry => !stacks.has(stackNames.accessEntry(name, entry.principalARN)),
  );
  if (missing.length === 0) {
    log.info('access entries already up-to-date');
    return;
  }
  await Promise.all(
    missing.map(entry =>
      createAccessEntry(session, config, entry, timeoutSeconds),
    ),
  );
}

/** `create nodegroup -f FILE`: skips every nodegroup with a stack, in any state. */
export async function createNodegroups({
  file,
  timeoutSeconds,
}: PartOptions): Promise<void> {
  const { session, config, cluster } = await open(file);
  const { name } = config.metadata;
  const nodegroups = nodegroupsOf(config);
  await announceImages(session, config, nodegroups);
  const stacks = new Set(
    (await clusterStacks(session.aws, name)).map(stack => stack.name),
  );
  const existing = nodegroups.filter(({ nodegroup }) =>
    stacks.has(stackNames.nodegroup(name, nodegroup.name)),
  );
  const missing = nodegroups.filter(item => !existing.includes(item));
  if (existing.length > 0) {
    log.info(
      `${existing.length} existing nodegroup(s) (${existing
        .map(({ nodegroup }) => nodegroup.name)
        .join(',')}) will be excluded`,
    );
  }
  if (missing.length > 0) {
    announceIncluded(missing);
    for (const { kind, count } of countsOf(missing)) {
      log.info(
        `will create a CloudFormation stack for each of ${count} ${nounOf(
          kind,
        )}s in cluster "${name}"`,
      );
    }
  }
  const creations = missing.map(creationTask);
  const wanted =
    creations.length === 0
      ? []
      : [{ parallel: true, subTask: true, tasks: creations }];
  log.info(
    describeTasks({ tasks: ['fix cluster compatibility', { tasks: wanted }] }),
  );
  log.info('checking cluster stack for missing resources');
  await session.aws.query('cloudformation', 'GetTemplate', {
    StackName: stackNames.cluster(name),
  });
  log.info('cluster stack has all required resources');
  const api = ClusterApi.of(session.aws, cluster);
  // Unlike `create cluster`, which decides by the config.
  const forceCniPolicy = !(await hasCniPolicyOfItsOwn(session, api));
  await Promise.all(
    missing.map(item =>
      createNodegroupStack(session, config, item, {
        forceCniPolicy,
        timeoutSeconds,
      }),
    ),
  );
  await installDevicePlugins(
    api,
    missing.map(({ nodegroup }) => nodegroup),
  );
  for (const kind of ['unmanaged', 'managed'] as const) {
    const made = missing.filter(item => item.kind === kind);
    for (const { nodegroup } of made) {
      await waitForNodes(session, api, nodegroup, timeoutSeconds);
    }
    log.success(
      `created ${made.length} ${nounOf(kind)}(s) in cluster "${name}"`,
    );
  }
  log.info('checking security group configuration for all nodegroups');
  log.info('all nodegroups have up-to-date cloudformation templates');
}

/** Whether the network's DaemonSet has a role with the policy that nodes would need otherwise. */
async function hasCniPolicyOfItsOwn(
  { aws }: Session,
  api: ClusterApi,
): Promise<boolean> {
  const roleArn = await roleOfAwsNode(api);
  if (!roleArn) {
    return false;
  }
  const answer = await aws.query('iam', 'ListAttachedRolePolicies', {
    RoleName: roleArn.split('/').pop(),
  });
  return list(answer.AttachedPolicies).some(
    ({ PolicyName }) => PolicyName === 'AmazonEKS_CNI_Policy',
  );
}

/** `create fargateprofile -f FILE` */
export async function createFargate({
  file,
  timeoutSeconds,
}: PartOptions): Promise<void> {
  const { session, config, cluster } = await open(file);
  try {
    await createFargateProfiles(session, config, cluster, timeoutSeconds);
  } catch (error) {
    throw failure(
      `could not create fargate profiles: ${(error as Error).message}`,
    );
  }
}

/** `create podidentityassociation -f FILE`: skips nothing, and fails if one exists. */
export async function createPodIdentityAssociations({
  file,
  timeoutSeconds,
}: PartOptions): Promise<void> {
  const { session, config, cluster } = await open(file);
  const { name } = config.metadata;
  if (!(await addonExists(session, name, 'eks-pod-identity-agent'))) {
    throw failure(
      `the "eks-pod-identity-agent" addon must be installed to create pod identity associations; please enable it using \`eksctl create addon --cluster=${name} --name=eks-pod-identity-agent\``,
    );
  }
  const associations = config.iam?.podIdentityAssociations ?? [];
  log.infoGlued(
    describeTasks({ parallel: true, tasks: associations.map(podIdentityTask) }),
  );
  const api = ClusterApi.of(session.aws, cluster);
  await Promise.all(
    associations.map(association =>
      createPodIdentity(session, config, api, association, timeoutSeconds),
    ),
  );
  log.info('all tasks were completed successfully');
}

/** `create iamserviceaccount -f FILE --approve` */
export async function createServiceAccounts({
  file,
  timeoutSeconds,
  overrides,
}: PartOptions & { overrides: boolean }): Promise<void> {
  const { session, config, cluster } = await open(file);
  const { name, region } = config.metadata;
  if (!(await oidcProviderExists(session, cluster))) {
    log.warning(
      `no IAM OIDC provider associated with cluster, try 'eksctl utils associate-iam-oidc-provider --region=${region} --cluster=${name}'`,
    );
    throw failure(
      'unable to create iamserviceaccount(s) without IAM OIDC provider enabled',
    );
  }
  const stacks = new Set(
    (await clusterStacks(session.aws, name)).map(stack => stack.name),
  );
  const api = ClusterApi.of(session.aws, cluster);
  const { missing, present } = await missingServiceAccounts(
    config,
    stacks,
    api,
    overrides,
  );
  const named = (accounts: typeof missing) =>
    accounts
      .map(
        ({ metadata }) => `${metadata.namespace ?? 'default'}/${metadata.name}`,
      )
      .join(', ');
  if (present.length > 0) {
    log.info(
      `${present.length} existing iamserviceaccount(s) (${named(
        present,
      )}) will be excluded`,
    );
  }
  log.warning(
    overrides
      ? 'metadata of serviceaccounts that exist in Kubernetes will be updated, as --override-existing-serviceaccounts was set'
      : 'serviceaccounts that exist in Kubernetes will be excluded, use --override-existing-serviceaccounts to override',
  );
  await Promise.all(
    missing.map(account =>
      createServiceAccount(session, config, api, account, timeoutSeconds),
    ),
  );
}

/** `utils associate-iam-oidc-provider --cluster NAME --approve` */
export async function associateOidcProvider(options: {
  name: string;
  region: string;
  approve: boolean;
}): Promise<void> {
  const { name, region, approve } = options;
  const aws = await connect(region);
  const { accountId } = await checkIdentity(aws);
  const cluster = await requireCluster(aws, name);
  if (await oidcProviderExists({ aws, accountId }, cluster)) {
    log.info(
      `IAM Open ID Connect provider is already associated with cluster "${name}" in "${region}"`,
    );
    return;
  }
  if (!approve) {
    log.info(
      `(plan) would create IAM Open ID Connect provider for cluster "${name}" in "${region}"`,
    );
    log.warning(
      `no changes were applied, run again with '--approve' to apply the changes`,
    );
    return;
  }
  log.info(
    `will create IAM Open ID Connect provider for cluster "${name}" in "${region}"`,
  );
  await createOidcProvider({ aws }, cluster);
  log.success(
    `created IAM Open ID Connect provider for cluster "${name}" in "${region}"`,
  );
}
