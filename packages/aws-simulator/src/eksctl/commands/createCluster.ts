import { list } from '../aws/Aws';
import { ClusterApi } from '../aws/ClusterApi';
import { clusterStacks, createStack, waitForClusterStack } from '../aws/stacks';
import {
  AddonConfig,
  ClusterConfig,
  PlacedNodegroup,
  instanceTypesOf,
  loadConfig,
  nodegroupsOf,
} from '../config';
import { installDevicePlugins } from '../devicePlugins';
import { failure } from '../Exit';
import { log } from '../log';
import { EKSCTL_VERSION, stackNames, stackTags } from '../names';
import { dryRunOutput } from '../dryRun';
import { checkCluster, checkLoaded } from '../validation';
import { createAddon, giveVpcCniItsRole, vpcCniToUpdate } from '../addons';
import {
  announceImages,
  announceIncluded,
  countsOf,
  createAccessEntry,
  createFargateProfiles,
  createNodegroupStack,
  creationTask,
  nounOf,
  waitForNodes,
} from '../parts';
import { createPodIdentity, podIdentityTask } from '../podIdentities';
import { Session, describeCluster, openSession } from '../session';
import {
  createOidcProvider,
  createServiceAccount,
  serviceAccountTasks,
} from '../serviceAccounts';
import { Task, describeTasks } from '../tasks';
import { clusterTemplate, planSubnets } from '../templates/clusterTemplate';

const DEFAULT_VERSION = '1.34';
const DEFAULT_ADDONS = ['metrics-server', 'vpc-cni', 'kube-proxy', 'coredns'];
const DEFAULT_AUTO_MODE_ADDONS = ['metrics-server'];
/** Add-ons that nodes need to join; the others are created, and waited for, afterwards. */
const BEFORE_NODES = new Set([
  'eks-pod-identity-agent',
  'vpc-cni',
  'coredns',
  'kube-proxy',
]);
const PROBES = 6;
const PROBE_SECONDS = 20;

export interface CreateOptions {
  file: string;
  dryRun: boolean;
  timeoutSeconds: number;
}

/** `create cluster -f FILE` */
export async function createCluster({
  file,
  dryRun,
  timeoutSeconds,
}: CreateOptions): Promise<void> {
  const config = loadConfig(file);
  checkLoaded(config);
  const { name, region } = config.metadata;
  const session = await openSession(region);
  checkCluster(config, session.versions);
  config.metadata.version ??= DEFAULT_VERSION;
  const zones = config.availabilityZones ?? (await chooseZones(session));
  await checkInstanceTypes(session, config);
  if (dryRun) {
    process.stdout.write(dryRunOutput(config, zones));
    return;
  }
  const addons = await announce(session, config, zones);
  try {
    await createEverything(session, config, zones, addons, timeoutSeconds);
  } catch (error) {
    log.warning(
      "1 error(s) occurred and cluster hasn't been created properly, you may wish to check CloudFormation console",
    );
    log.info(
      `to cleanup resources, run 'eksctl delete cluster --region=${region} --name=${name}'`,
    );
    log.critical((error as Error).message);
    throw failure(`failed to create cluster "${name}"`);
  }
  await finish(session, config, addons, timeoutSeconds);
}

async function chooseZones({ aws }: Session): Promise<string[]> {
  const answer = await aws.query('ec2', 'DescribeAvailabilityZones', {
    Filter: [
      { Name: 'region-name', Value: [aws.region] },
      { Name: 'state', Value: ['available'] },
      { Name: 'zone-type', Value: ['availability-zone'] },
    ],
  });
  return list(answer.availabilityZoneInfo).map(zone => String(zone.zoneName));
}

async function checkInstanceTypes(
  { aws }: Session,
  config: ClusterConfig,
): Promise<void> {
  for (const { nodegroup } of nodegroupsOf(config)) {
    const wanted = instanceTypesOf(nodegroup);
    const answer = await aws.query('ec2', 'DescribeInstanceTypeOfferings', {
      LocationType: 'availability-zone',
      MaxResults: 100,
      Filter: [{ Name: 'instance-type', Value: [...wanted].sort() }],
    });
    const offered = list(answer.instanceTypeOfferingSet);
    for (const type of wanted) {
      if (!offered.some(offer => offer.instanceType === type)) {
        const given = (nodegroup.availabilityZones ?? []).join(',');
        throw failure(
          `none of the provided AZs "${given}" support instance type ${type} in nodegroup ${nodegroup.name}`,
        );
      }
    }
  }
}

function kindOfNodes({
  fargateProfiles = [],
  managedNodeGroups = [],
  nodeGroups = [],
}: ClusterConfig): string {
  return [
    ...(fargateProfiles.length > 0 ? ['Fargate profile'] : []),
    ...(managedNodeGroups.length > 0 ? ['managed nodes'] : []),
    ...(nodeGroups.length > 0 ? ['un-managed nodes'] : []),
  ].join(' and ');
}

/** Prints the lines before any work; returns all add-ons that the cluster will have. */
async function announce(
  session: Session,
  config: ClusterConfig,
  zones: string[],
): Promise<AddonConfig[]> {
  const { name, region, version } = config.metadata;
  const nodegroups = nodegroupsOf(config);
  log.info(`eksctl version ${EKSCTL_VERSION}`);
  log.info(`using region ${region}`);
  if (!config.availabilityZones) {
    log.info(`setting availability zones to [${zones.join(' ')}]`);
  }
  for (const subnet of planSubnets(config, zones)) {
    log.info(
      `subnets for ${subnet.zone} - public:${subnet.public} private:${subnet.private}`,
    );
  }
  await announceImages(session, config, nodegroups);
  if (config.autoModeConfig?.enabled === undefined) {
    log.warning(
      "Auto Mode will be enabled by default in an upcoming release of eksctl. This means managed node groups and managed networking add-ons will no longer be created by default. To maintain current behavior, explicitly set 'autoModeConfig.enabled: false' in your cluster configuration. Learn more: https://eksctl.io/usage/auto-mode/",
    );
  }
  log.info(`using Kubernetes version ${version}`);
  log.info(
    `creating EKS cluster "${name}" in "${region}" region with ${kindOfNodes(
      config,
    )}`,
  );
  if (nodegroups.length > 0) {
    announceIncluded(nodegroups);
    for (const { kind, count } of countsOf(nodegroups)) {
      log.info(
        `will create a CloudFormation stack for cluster itself and ${count} ${nounOf(
          kind,
        )} stack(s)`,
      );
    }
  }
  log.info(
    `if you encounter any issues, check CloudFormation console or try 'eksctl utils describe-stacks --region=${region} --cluster=${name}'`,
  );
  announceEndpoint(config);
  return announceAddons(config);
}

function announceEndpoint({
  metadata: { name, region },
  vpc,
  cloudWatch,
}: ClusterConfig): void {
  const { publicAccess = true, privateAccess = false } =
    vpc?.clusterEndpoints ?? {};
  if (publicAccess && !privateAccess) {
    log.info(
      `Kubernetes API endpoint access will use default of {publicAccess=true, privateAccess=false} for cluster "${name}" in "${region}"`,
    );
  } else {
    log.info(
      `Kubernetes API endpoint access will use provided values {publicAccess=${publicAccess}, privateAccess=${privateAccess}} for cluster "${name}" in "${region}"`,
    );
  }
  const types = cloudWatch?.clusterLogging?.enableTypes ?? [];
  if (types.length > 0) {
    log.info(
      `configuring CloudWatch logging for cluster "${name}" in "${region}" (enabled types: ${types.join(
        ', ',
      )} & no types disabled)`,
    );
    return;
  }
  log.info(
    `CloudWatch logging will not be enabled for cluster "${name}" in "${region}"`,
  );
  log.info(
    `you can enable it with 'eksctl utils update-cluster-logging --enable-types={SPECIFY-YOUR-LOG-TYPES-HERE (e.g. all)} --region=${region} --cluster=${name}'`,
  );
}

function announceAddons(config: ClusterConfig): AddonConfig[] {
  const given = config.addons ?? [];
  if (config.addonsConfig?.disableDefaultAddons) {
    if (config.autoModeConfig?.enabled) {
      log.info(
        'default EKS addons are not required for a cluster using Auto Mode; if nodegroups are not required, consider setting `addonsConfig.disableDefaultAddons: true` during cluster creation, or deleting default addons using `eksctl delete addon`',
      );
    }
    return given;
  }
  const defaults = config.autoModeConfig?.enabled
    ? DEFAULT_AUTO_MODE_ADDONS
    : DEFAULT_ADDONS;
  const missing = defaults.filter(
    name => !given.some(addon => addon.name === name),
  );
  if (missing.length > 0) {
    log.info(
      `default addons ${missing.join(
        ', ',
      )} were not specified, will install them as EKS addons`,
    );
  }
  return [...given, ...missing.map(name => ({ name }))];
}

function taskTree(config: ClusterConfig, addons: AddonConfig[]): Task[] {
  const { name } = config.metadata;
  const entries = config.accessConfig?.accessEntries ?? [];
  const before = addons.filter(addon => BEFORE_NODES.has(addon.name));
  const controlPlane: Task[] = [
    before.length > 0 ? { tasks: ['create addons'] } : { tasks: [] },
    'wait for control plane to become ready',
    ...serviceAccountTasks(config),
    ...(vpcCniToUpdate(config, addons)
      ? ['update VPC CNI to use IRSA if required']
      : []),
    ...(logRetentionOf(config) ? ['update CloudWatch log retention'] : []),
    ...((config.fargateProfiles ?? []).length > 0
      ? ['create fargate profiles']
      : []),
  ];
  const nodegroups = nodegroupsOf(config).map(creationTask);
  const after: Task =
    nodegroups.length === 0
      ? { subTask: true, tasks: controlPlane }
      : {
          subTask: true,
          tasks: [
            { subTask: true, tasks: controlPlane },
            nodegroups.length === 1
              ? nodegroups[0]
              : { subTask: true, parallel: true, tasks: nodegroups },
          ],
        };
  return [
    `create cluster control plane "${name}"`,
    ...(entries.length > 0
      ? [
          {
            parallel: true,
            subTask: entries.length > 1,
            tasks: entries.map(
              entry =>
                `create access entry for principal ARN ${entry.principalARN}`,
            ),
          },
        ]
      : []),
    after,
  ];
}

async function createEverything(
  session: Session,
  config: ClusterConfig,
  zones: string[],
  addons: AddonConfig[],
  timeoutSeconds: number,
): Promise<void> {
  const { aws } = session;
  const { name, tags } = config.metadata;
  log.info(describeTasks({ tasks: taskTree(config, addons) }));
  const stack = stackNames.cluster(name);
  log.info(`building cluster stack "${stack}"`);
  const oidc = String(config.iam?.withOIDC ?? false);
  const id = await createStack(aws, stack, clusterTemplate(config, zones), {
    ...stackTags(name, tags),
    'alpha.eksctl.io/cluster-oidc-enabled': oidc,
  });
  await waitForClusterStack(aws, id, stack, timeoutSeconds);

  const entries = config.accessConfig?.accessEntries ?? [];
  await Promise.all(
    entries.map(entry =>
      createAccessEntry(session, config, entry, timeoutSeconds),
    ),
  );
  for (const addon of addons.filter(item => BEFORE_NODES.has(item.name))) {
    await createAddon(session, config, addon, { wait: false, timeoutSeconds });
  }
  await waitForControlPlane(session, name, timeoutSeconds);
  if (config.iam?.withOIDC) {
    const cluster = await describeCluster(aws, name);
    const api = ClusterApi.of(aws, cluster);
    await createOidcProvider(session, cluster);
    await Promise.all(
      (config.iam.serviceAccounts ?? []).map(account =>
        createServiceAccount(session, config, api, account, timeoutSeconds),
      ),
    );
  }
  const vpcCni = vpcCniToUpdate(config, addons);
  if (vpcCni) {
    await giveVpcCniItsRole(session, config, vpcCni, timeoutSeconds);
  }
  await setLogRetention(session, config);
  if ((config.fargateProfiles ?? []).length > 0) {
    await createFargateProfiles(
      session,
      config,
      await describeCluster(aws, name),
      timeoutSeconds,
    );
    await aws.sleep(30);
  }
  const nodegroups = nodegroupsOf(config);
  if (nodegroups.length > 0) {
    await clusterStacks(aws, name);
    await Promise.all(
      nodegroups.map(item =>
        createNodegroupStack(session, config, item, {
          forceCniPolicy: false,
          timeoutSeconds,
        }),
      ),
    );
  }
}

function logRetentionOf({ cloudWatch }: ClusterConfig): number | undefined {
  const { enableTypes = [], logRetentionInDays } =
    cloudWatch?.clusterLogging ?? {};
  return enableTypes.length > 0 ? logRetentionInDays : undefined;
}

/** The log types are part of the cluster stack; the log retention is not. */
async function setLogRetention(
  { aws }: Session,
  config: ClusterConfig,
): Promise<void> {
  const retentionInDays = logRetentionOf(config);
  if (!retentionInDays) {
    return;
  }
  try {
    await aws.json('logs', 'Logs_20140328', 'PutRetentionPolicy', {
      logGroupName: `/aws/eks/${config.metadata.name}/cluster`,
      retentionInDays,
    });
  } catch (error) {
    throw new Error(
      `error updating log retention settings: ${(error as Error).message}`,
    );
  }
  log.info(
    `set log retention to ${retentionInDays} days for CloudWatch logging`,
  );
}

/** Six responses of the API server in a row, twenty seconds apart: two minutes without output. */
async function waitForControlPlane(
  { aws }: Session,
  name: string,
  timeoutSeconds: number,
): Promise<void> {
  const watch = aws.stopwatch();
  const api = ClusterApi.of(aws, await describeCluster(aws, name));
  await api.discover();
  for (let answered = 0; answered < PROBES; ) {
    await watch.sleep(PROBE_SECONDS);
    const { status } = await api.request('GET', '/version');
    answered = status === 200 ? answered + 1 : 0;
    if (answered < PROBES && watch.waited() >= timeoutSeconds) {
      throw new Error(
        `timed out waiting for control plane "${name}" after ${goDuration(
          timeoutSeconds,
        )}`,
      );
    }
  }
}

/** A duration as Go prints it: `25m0s`. */
export function goDuration(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = `${seconds % 60}s`;
  if (hours > 0) {
    return `${hours}h${minutes}m${rest}`;
  }
  return minutes > 0 ? `${minutes}m${rest}` : rest;
}

async function finish(
  session: Session,
  config: ClusterConfig,
  addons: AddonConfig[],
  timeoutSeconds: number,
): Promise<void> {
  const { name, region } = config.metadata;
  const nodegroups = nodegroupsOf(config);
  log.info('waiting for the control plane to become ready');
  const cluster = await describeCluster(session.aws, name);
  const api = ClusterApi.of(session.aws, cluster);
  await installDevicePlugins(
    api,
    nodegroups.map(({ nodegroup }) => nodegroup),
  );
  log.success(`all EKS cluster resources for "${name}" have been created`);
  await finishNodegroups(session, api, nodegroups, name, timeoutSeconds);
  const after = addons.filter(addon => !BEFORE_NODES.has(addon.name));
  try {
    for (const addon of after) {
      await createAddon(session, config, addon, {
        wait: nodegroups.some(({ kind }) => kind === 'managed'),
        timeoutSeconds,
      });
    }
  } catch (error) {
    log.warning('1 error(s) occurred while creating addons');
    log.critical((error as Error).message);
    throw failure('failed to create addons');
  }
  const associations = config.iam?.podIdentityAssociations ?? [];
  if (associations.length > 0) {
    log.infoGlued(
      describeTasks({
        parallel: true,
        tasks: associations.map(podIdentityTask),
      }),
    );
    for (const association of associations) {
      await createPodIdentity(
        session,
        config,
        api,
        association,
        timeoutSeconds,
      );
    }
    log.info('all tasks were completed successfully');
  }
  log.success(`EKS cluster "${name}" in "${region}" region is ready`);
}

async function finishNodegroups(
  session: Session,
  api: ClusterApi,
  nodegroups: PlacedNodegroup[],
  cluster: string,
  timeoutSeconds: number,
): Promise<void> {
  for (const { kind, count } of countsOf(nodegroups)) {
    try {
      for (const { nodegroup } of nodegroups.filter(
        item => item.kind === kind,
      )) {
        await waitForNodes(session, api, nodegroup, timeoutSeconds);
      }
    } catch (error) {
      throw failure((error as Error).message);
    }
    log.success(`created ${count} ${nounOf(kind)}(s) in cluster "${cluster}"`);
  }
}
