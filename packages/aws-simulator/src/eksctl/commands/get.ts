import { Answer, Aws, list } from '../aws/Aws';
import { StackView, clusterStacks, describeStack } from '../aws/stacks';
import { failure } from '../Exit';
import { goCluster, goStack } from '../goJson';
import { log, logToStderr } from '../log';
import { stackNames } from '../names';
import {
  checkIdentity,
  connect,
  describeCluster,
  readVersions,
  requireCluster,
} from '../session';

export interface GetOptions {
  region: string;
  cluster: string;
  name?: string;
}

function print(value: unknown): void {
  process.stdout.write(JSON.stringify(value, undefined, 4));
}

/** `get cluster`: the whole object for one name, otherwise a short list. */
export async function getCluster({
  region,
  name,
}: Omit<GetOptions, 'cluster'>): Promise<void> {
  logToStderr();
  const aws = await connect(region);
  await checkIdentity(aws);
  await readVersions(aws);
  if (name !== undefined) {
    const cluster = await describeCluster(aws, name).catch((error: Error) => {
      throw failure(
        `unable to describe control plane "${name}": ${error.message}`,
      );
    });
    print([goCluster(cluster)]);
    return;
  }
  const { clusters } = (await aws.eks('ListClusters', 'GET', '/clusters')) as {
    clusters: string[];
  };
  const rows = await Promise.all(
    clusters.map(async item => ({
      Name: item,
      Region: region,
      Owned: (await isOwned(aws, item)) ? 'True' : 'False',
    })),
  );
  print(rows);
}

async function isOwned(aws: Aws, cluster: string): Promise<boolean> {
  try {
    await describeStack(aws, stackNames.cluster(cluster));
    return true;
  } catch {
    return false;
  }
}

async function openFor({
  region,
  cluster,
}: GetOptions): Promise<{ aws: Aws; view: Answer }> {
  logToStderr();
  const aws = await connect(region);
  await checkIdentity(aws);
  const view = await requireCluster(aws, cluster);
  await readVersions(aws);
  return { aws, view };
}

/** `get nodegroup` */
export async function getNodegroups(options: GetOptions): Promise<void> {
  const { aws } = await openFor(options);
  const { cluster, name } = options;
  const stacks = (await clusterStacks(aws, cluster)).filter(isUnmanaged);
  const selfManaged = stacks.filter(
    stack => name === undefined || nameOf(stack) === name,
  );
  const listed = await aws.eks(
    'ListNodegroups',
    'GET',
    `/clusters/${cluster}/node-groups`,
  );
  const names = (listed.nodegroups as string[]).filter(
    item => name === undefined || item === name,
  );
  if (name !== undefined && names.length + selfManaged.length === 0) {
    throw failure(`No node group found for name: ${name}.`);
  }
  print([
    ...(await Promise.all(
      selfManaged.map(stack => selfManagedRow(aws, cluster, stack)),
    )),
    ...(await Promise.all(names.map(item => nodegroupRow(aws, cluster, item)))),
  ]);
}

function isUnmanaged({ status, tags }: StackView): boolean {
  return (
    tags['alpha.eksctl.io/nodegroup-type'] === 'unmanaged' &&
    !status.includes('ROLLBACK')
  );
}

function nameOf({ tags }: StackView): string {
  return tags['alpha.eksctl.io/nodegroup-name'];
}

/** The data of a nodegroup that EKS does not know: from its stack and its Auto Scaling group. */
async function selfManagedRow(
  aws: Aws,
  cluster: string,
  stack: StackView,
): Promise<Answer> {
  const inStack = { StackName: stack.name };
  const { TemplateBody } = await aws.query(
    'cloudformation',
    'GetTemplate',
    inStack,
  );
  const { Resources } = JSON.parse(String(TemplateBody)) as {
    Resources: {
      NodeGroupLaunchTemplate: {
        Properties: {
          LaunchTemplateData: { ImageId: string; InstanceType: string };
        };
      };
    };
  };
  const { ImageId, InstanceType } =
    Resources.NodeGroupLaunchTemplate.Properties.LaunchTemplateData;
  const answer = await aws.query(
    'cloudformation',
    'DescribeStackResources',
    inStack,
  );
  const groupName = String(
    list(answer.StackResources).find(
      ({ LogicalResourceId }) => LogicalResourceId === 'NodeGroup',
    )?.PhysicalResourceId,
  );
  const { AutoScalingGroups } = await aws.query(
    'autoscaling',
    'DescribeAutoScalingGroups',
    { AutoScalingGroupNames: [groupName] },
  );
  const [group] = list(AutoScalingGroups);
  const { version } = await describeCluster(aws, cluster);
  return {
    StackName: stack.name,
    Cluster: cluster,
    Name: nameOf(stack),
    Status: stack.status,
    MaxSize: Number(group.MaxSize),
    MinSize: Number(group.MinSize),
    DesiredCapacity: Number(group.DesiredCapacity),
    InstanceType,
    ImageID: ImageId,
    CreationTime: String(stack.raw.CreationTime),
    NodeInstanceRoleARN: stack.outputs.InstanceRoleARN,
    AutoScalingGroupName: groupName,
    Version: `${String(version)}.1`,
    Type: 'unmanaged',
  };
}

async function nodegroupRow(
  aws: Aws,
  cluster: string,
  name: string,
): Promise<Answer> {
  const answer = await aws.eks(
    'DescribeNodegroup',
    'GET',
    `/clusters/${cluster}/node-groups/${name}`,
  );
  const nodegroup = answer.nodegroup as {
    status: string;
    scalingConfig: { minSize: number; maxSize: number; desiredSize: number };
    instanceTypes: string[];
    amiType: string;
    createdAt: number;
    nodeRole: string;
    resources: { autoScalingGroups: Array<{ name: string }> };
    version: string;
  };
  return {
    StackName: stackNames.nodegroup(cluster, name),
    Cluster: cluster,
    Name: name,
    Status: nodegroup.status,
    MaxSize: nodegroup.scalingConfig.maxSize,
    MinSize: nodegroup.scalingConfig.minSize,
    DesiredCapacity: nodegroup.scalingConfig.desiredSize,
    InstanceType: nodegroup.instanceTypes.join(','),
    ImageID: nodegroup.amiType,
    CreationTime: new Date(nodegroup.createdAt * 1000).toISOString(),
    NodeInstanceRoleARN: nodegroup.nodeRole,
    AutoScalingGroupName: nodegroup.resources.autoScalingGroups[0].name,
    Version: nodegroup.version,
    Type: 'managed',
  };
}

/** `get addon` */
export async function getAddons(options: GetOptions): Promise<void> {
  const { aws, view } = await openFor(options);
  const { cluster } = options;
  log.info(
    `Kubernetes version "${String(
      view.version,
    )}" in use by cluster "${cluster}"`,
  );
  log.info('getting all addons');
  const { addons } = (await aws.eks(
    'ListAddons',
    'GET',
    `/clusters/${cluster}/addons`,
  )) as { addons: string[] };
  const rows = [];
  for (const name of addons) {
    rows.push(await addonRow(aws, cluster, name));
  }
  log.info(
    'to see issues for an addon run `eksctl get addon --name <addon-name> --cluster <cluster-name>`',
  );
  print(rows);
}

async function addonRow(
  aws: Aws,
  cluster: string,
  name: string,
): Promise<Answer> {
  const answer = await aws.eks(
    'DescribeAddon',
    'GET',
    `/clusters/${cluster}/addons/${name}`,
  );
  const addon = answer.addon as {
    addonVersion: string;
    status: string;
    podIdentityAssociations: string[];
    configurationValues?: string;
  };
  const associations = await Promise.all(
    addon.podIdentityAssociations.map(async arn => {
      const id = arn.split('/').pop() ?? '';
      const found = await aws.eks(
        'DescribePodIdentityAssociation',
        'GET',
        `/clusters/${cluster}/pod-identity-associations/${id}`,
      );
      const association = found.association as {
        namespace: string;
        serviceAccount: string;
        roleArn: string;
      };
      return {
        AssociationID: id,
        Namespace: association.namespace,
        ServiceAccount: association.serviceAccount,
        RoleARN: association.roleArn,
      };
    }),
  );
  return {
    Name: name,
    Version: addon.addonVersion,
    NewerVersion: '',
    IAMRole: '',
    Status: addon.status,
    ConfigurationValues: addon.configurationValues ?? '',
    NamespaceConfig: null,
    Issues: null,
    PodIdentityAssociations: associations.length > 0 ? associations : null,
  };
}

/** `get accessentry` */
export async function getAccessEntries(options: GetOptions): Promise<void> {
  const { aws } = await openFor(options);
  const { cluster } = options;
  const listed = await aws.eks(
    'ListAccessEntries',
    'GET',
    `/clusters/${cluster}/access-entries`,
  );
  const rows = (listed.accessEntries as string[]).map(async principalArn => {
    const path = `/clusters/${cluster}/access-entries/${encodeURIComponent(
      principalArn,
    )}/access-policies`;
    const answer = await aws.eks('ListAssociatedAccessPolicies', 'GET', path);
    const policies = answer.associatedAccessPolicies as Array<{
      policyArn: string;
      accessScope: { type: string; namespaces: string[] };
    }>;
    return {
      principalARN: principalArn,
      accessPolicies: policies.map(
        ({ policyArn, accessScope: { type, namespaces } }) => ({
          policyARN: policyArn,
          accessScope: { type, ...(namespaces.length > 0 && { namespaces }) },
        }),
      ),
    };
  });
  print(await Promise.all(rows));
}

/** `utils describe-stacks`: without the stacks of access entries, like the real one. */
export async function describeStacks(options: GetOptions): Promise<void> {
  const { aws } = await openFor(options);
  const stacks = await clusterStacks(aws, options.cluster);
  print(
    stacks.map(stack =>
      goStack({
        ...stack,
        createdAt: String(stack.raw.CreationTime),
        description: String(stack.raw.Description),
        capabilities: list(stack.raw.Capabilities).map(String),
        terminationProtection: stack.raw.EnableTerminationProtection === 'true',
      }),
    ),
  );
}
