import {
  Cluster,
  DescribeAccessEntryCommand,
  DescribeClusterCommand,
  paginateListAccessEntries,
  paginateListFargateProfiles,
} from '@aws-sdk/client-eks';
import { JsonObject } from '@backstage/types';
import { AwsClients } from '../stacks/AwsClients';
import { describeAddons } from '../stacks/describeAddons';
import { EksStacks } from '../stacks/EksStacks';
import { ClusterStack } from '../stacks/types';
import { readNodeGroups } from './readNodeGroups';
import { NodeGroupFacts } from './types';

/**
 * The config of an existing cluster, or why it cannot be read.
 *
 * @public
 */
export type ReadBackConfig =
  | { kind: 'config'; config: JsonObject }
  | { kind: 'unreadable'; reason: string };

type Clients = Pick<AwsClients, 'cloudFormation' | 'eks'>;

const SELF_MANAGED = 'AWS::AutoScaling::AutoScalingGroup';

/**
 * Reads the config of a cluster that eksctl created from AWS: version, node groups, add-ons, access, network. It describes what exists
 * and what it costs. It is not complete, and nothing is created from it.
 *
 * @throws the error of AWS, also when the cluster does not exist
 * @public
 */
export async function readClusterConfig(
  clients: Pick<AwsClients, 'cloudFormation' | 'eks'>,
  name: string,
  region: string,
): Promise<ReadBackConfig> {
  const { cluster = {} } = await clients.eks.send(
    new DescribeClusterCommand({ name }),
  );
  const stacks = await new EksStacks(clients).describeClusterStacks(name);
  const reason = whyUnreadable(name, stacks);
  if (reason) {
    return { kind: 'unreadable', reason };
  }
  const nodeGroups = await readNodeGroups(clients, name);
  const profiles = await fargateProfilesOf(clients, name);
  return {
    kind: 'config',
    config: {
      apiVersion: 'eksctl.io/v1alpha5',
      kind: 'ClusterConfig',
      metadata: {
        name,
        region,
        ...(cluster.version ? { version: cluster.version } : {}),
        tags: ownTags(cluster.tags),
      },
      upgradePolicy: {
        supportType: cluster.upgradePolicy?.supportType ?? 'EXTENDED',
      },
      autoModeConfig: { enabled: cluster.computeConfig?.enabled === true },
      accessConfig: await accessOf(clients, name, cluster),
      vpc: networkOf(cluster, stacks),
      addons: await addonsOf(clients, name),
      ...(nodeGroups.length > 0
        ? { managedNodeGroups: nodeGroups.map(toGroup) }
        : {}),
      ...(profiles.length > 0 ? { fargateProfiles: profiles } : {}),
    },
  };
}

function whyUnreadable(
  name: string,
  stacks: ClusterStack[],
): string | undefined {
  const own = stacks.find(({ role }) => role === 'cluster');
  if (own?.tags['alpha.eksctl.io/cluster-name'] !== name) {
    return `eksctl did not make it: there is no stack eksctl-${name}-cluster with eksctl's tag`;
  }
  const selfManaged = stacks
    .filter(({ resources }) =>
      resources.some(({ type }) => type === SELF_MANAGED),
    )
    .map(stack => stack.name);
  return selfManaged.length > 0
    ? `its self-managed node groups can't be read back (${selfManaged.join(
        ', ',
      )})`
    : undefined;
}

/** Without the tags that AWS and eksctl add. */
function ownTags(tags: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tags).filter(
      ([key]) => !/^(aws:|alpha\.eksctl\.io\/|eksctl\.)/.test(key),
    ),
  );
}

function toGroup(group: NodeGroupFacts): JsonObject {
  const { name, instanceTypes, spot, volumeSizeGb, amiFamily } = group;
  return {
    name,
    ...(instanceTypes.length === 1 && !spot
      ? { instanceType: instanceTypes[0] }
      : { instanceTypes }),
    ...(spot ? { spot } : {}),
    ...(amiFamily ? { amiFamily } : {}),
    ...(volumeSizeGb === undefined ? {} : { volumeSize: volumeSizeGb }),
    minSize: group.min,
    desiredCapacity: group.desired,
    maxSize: group.max,
  };
}

/** A network that eksctl created is in the cluster's stack, with its gateways. */
function networkOf(cluster: Cluster, stacks: ClusterStack[]): JsonObject {
  const resources = stacks
    .filter(({ role }) => role === 'cluster')
    .flatMap(stack => stack.resources);
  const count = (type: string) =>
    resources.filter(resource => resource.type === type).length;
  if (count('AWS::EC2::VPC') === 0) {
    return { id: cluster.resourcesVpcConfig?.vpcId ?? '' };
  }
  const gateways = count('AWS::EC2::NatGateway');
  const shared = gateways === 0 ? 'Disable' : 'Single';
  return { nat: { gateway: gateways > 1 ? 'HighlyAvailable' : shared } };
}

/** The principals with access entries; a cluster with the mode CONFIG_MAP has none. */
async function accessOf(
  { eks: client }: Clients,
  clusterName: string,
  { accessConfig }: Cluster,
): Promise<JsonObject> {
  const { authenticationMode = 'CONFIG_MAP' } = accessConfig ?? {};
  if (authenticationMode === 'CONFIG_MAP') {
    return { authenticationMode };
  }
  const accessEntries: JsonObject[] = [];
  const pages = paginateListAccessEntries({ client }, { clusterName });
  for await (const page of pages) {
    for (const principalArn of page.accessEntries ?? []) {
      const { accessEntry } = await client.send(
        new DescribeAccessEntryCommand({ clusterName, principalArn }),
      );
      // Nodes and AWS services have entries of other types.
      if (accessEntry?.type === 'STANDARD') {
        accessEntries.push({ principalARN: principalArn });
      }
    }
  }
  return { authenticationMode, accessEntries };
}

async function addonsOf(
  clients: Clients,
  clusterName: string,
): Promise<JsonObject[]> {
  const addons = await describeAddons(clients, clusterName);
  return addons.map(({ addonName: name, addonVersion: version }) => ({
    name,
    ...(version ? { version } : {}),
  }));
}

async function fargateProfilesOf(
  { eks: client }: Clients,
  clusterName: string,
): Promise<JsonObject[]> {
  const found: JsonObject[] = [];
  for await (const { fargateProfileNames = [] } of paginateListFargateProfiles(
    { client },
    { clusterName },
  )) {
    found.push(...fargateProfileNames.map(name => ({ name })));
  }
  return found;
}
