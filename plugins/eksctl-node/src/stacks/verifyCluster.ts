import { toError } from '@backstage/errors';
import { AwsCredentialIdentityProvider } from '@aws-sdk/types';
import { AwsClients } from './AwsClients';
import { describeAddons } from './describeAddons';
import { describeCluster } from './describeCluster';
import { describeNodegroups } from './describeNodegroups';
import { eksToken } from './eksToken';
import { KubernetesApi } from './KubernetesApi';
import { KubernetesGuard } from './KubernetesGuard';
import { issuesOf } from './read/readAddons';
import { readFargateProfiles } from './read/readFargateProfiles';
import { ClusterVerdict, EksCluster } from './types';

/**
 * Whether a cluster is usable: EKS reports it, its node groups and its Fargate profiles as active, its Kubernetes API responds, and its
 * nodes are ready. An unhealthy add-on is reported, but the cluster still counts as usable.
 *
 * A cluster that does not exist or does not respond is a verdict; failures of the AWS APIs themselves are thrown.
 *
 * @public
 */
export async function verifyCluster(options: {
  clients: Pick<AwsClients, 'eks'>;
  clusterName: string;
  region: string;
  credentials: AwsCredentialIdentityProvider;
  /** The endpoint of AWS. If omitted, it is the one that the SDK would use. */
  awsEndpoint?: string;
  /** Number of nodes that must be ready. */
  minimumNodes: number;
  /** If omitted, Kubernetes is always called. A call that the guard rejects counts as no response. */
  kubernetes?: KubernetesGuard;
}): Promise<ClusterVerdict> {
  const { clients, clusterName, minimumNodes } = options;
  const cluster = await describeCluster(clients, clusterName);
  if (!cluster) {
    return notReady('EKS knows no such cluster');
  }
  if (cluster.status !== 'ACTIVE') {
    return notReady(`EKS says that the cluster is ${cluster.status}`);
  }
  const nodegroup = await findInactiveNodegroup(clients, clusterName);
  if (nodegroup) {
    return notReady(nodegroup);
  }
  const profile = (await readFargateProfiles(clients, clusterName)).find(
    ({ status }) => status !== 'ACTIVE',
  );
  if (profile) {
    const { name, status, issues } = profile;
    return notReady(
      [`The Fargate profile ${name} is ${status}`, ...issues].join(': '),
    );
  }
  const verdict = await askKubernetes(cluster, options, minimumNodes);
  return verdict.kind === 'ready'
    ? { ...verdict, unhealthy: await findUnhealthyAddons(clients, clusterName) }
    : verdict;
}

async function findUnhealthyAddons(
  clients: Pick<AwsClients, 'eks'>,
  clusterName: string,
): Promise<string[]> {
  const addons = await describeAddons(clients, clusterName);
  return addons
    .filter(({ status }) => status !== 'ACTIVE')
    .map(addon =>
      [
        `The add-on ${addon.addonName} is ${addon.status}`,
        ...issuesOf(addon),
      ].join(': '),
    );
}

async function findInactiveNodegroup(
  clients: Pick<AwsClients, 'eks'>,
  clusterName: string,
): Promise<string | undefined> {
  for await (const { name, nodegroup } of describeNodegroups(
    clients,
    clusterName,
  )) {
    if (nodegroup?.status !== 'ACTIVE') {
      return `The node group ${name} is ${nodegroup?.status}`;
    }
  }
  return undefined;
}

async function askKubernetes(
  { endpoint, certificateAuthority }: EksCluster,
  options: {
    clusterName: string;
    region: string;
    credentials: AwsCredentialIdentityProvider;
    awsEndpoint?: string;
    kubernetes?: KubernetesGuard;
  },
  minimumNodes: number,
): Promise<ClusterVerdict> {
  if (!endpoint || !certificateAuthority) {
    return notReady('EKS gives no endpoint of the Kubernetes API yet');
  }
  const token = await eksToken(options);
  const api = new KubernetesApi({
    endpoint,
    certificateAuthority,
    token,
    guard: options.kubernetes,
  });
  try {
    const kubernetesVersion = await api.version();
    const nodes = await api.readyNodes();
    return nodes < minimumNodes
      ? notReady(`${nodes} of ${minimumNodes} nodes are ready`)
      : { kind: 'ready', nodes, kubernetesVersion, unhealthy: [] };
  } catch (error) {
    const reason = toError(error).message;
    return notReady(`The Kubernetes API does not answer: ${reason}`);
  }
}

function notReady(reason: string): ClusterVerdict {
  return { kind: 'notReady', reason };
}
