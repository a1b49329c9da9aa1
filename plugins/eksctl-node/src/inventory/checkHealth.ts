import { toError } from '@backstage/errors';
import { AwsCredentialIdentityProvider } from '@aws-sdk/types';
import { AwsClients } from '../stacks/AwsClients';
import { describeCluster } from '../stacks/describeCluster';
import { eksToken } from '../stacks/eksToken';
import { KubernetesApi } from '../stacks/KubernetesApi';
import { KubernetesGuard } from '../stacks/KubernetesGuard';
import { EksCluster } from '../stacks/types';
import { ClusterHealth } from './types';

/** A cluster that EKS is updating goes on answering. */
const ANSWERING = ['ACTIVE', 'UPDATING'];

/**
 * Asks a cluster how it does: two calls, one of EKS and one of its own Kubernetes API. Never throws: an AWS that does not answer says
 * nothing about the cluster.
 *
 * @public
 */
export async function checkHealth(options: {
  clients: Pick<AwsClients, 'eks'>;
  clusterName: string;
  region: string;
  credentials: AwsCredentialIdentityProvider;
  /** Left out: Kubernetes is always asked. What it refuses is unknown. */
  kubernetes?: KubernetesGuard;
}): Promise<ClusterHealth> {
  try {
    const cluster = await describeCluster(options.clients, options.clusterName);
    if (!cluster) {
      return unhealthy('EKS knows no such cluster any more');
    }
    if (!ANSWERING.includes(cluster.status)) {
      return unhealthy(`EKS says that the cluster is ${cluster.status}`);
    }
    const token = await eksToken(options);
    return await askKubernetes(cluster, token, options.kubernetes);
  } catch (error) {
    return {
      kind: 'unknown',
      reason: `AWS could not be asked: ${toError(error).message}`,
    };
  }
}

async function askKubernetes(
  { endpoint, certificateAuthority }: EksCluster,
  token: string,
  guard: KubernetesGuard | undefined,
): Promise<ClusterHealth> {
  if (!endpoint || !certificateAuthority) {
    return unhealthy('EKS gives no endpoint of the Kubernetes API');
  }
  const api = new KubernetesApi({
    endpoint,
    certificateAuthority,
    token,
    guard,
  });
  try {
    return judge(await api.readiness());
  } catch (error) {
    if (error instanceof Error && error.name === 'NotAskedError') {
      return { kind: 'unknown', reason: error.message };
    }
    return unhealthy(
      `The Kubernetes API does not answer: ${toError(error).message}`,
    );
  }
}

function judge(status: number): ClusterHealth {
  switch (status) {
    case 200:
      return { kind: 'healthy' };
    case 401:
    case 403:
      return {
        kind: 'unknown',
        reason: `The Kubernetes API does not let the portal in (status ${status})`,
      };
    default:
      return unhealthy(
        `The Kubernetes API says that it is not ready (status ${status})`,
      );
  }
}

function unhealthy(reason: string): ClusterHealth {
  return { kind: 'unhealthy', reason };
}
