import { toError } from '@backstage/errors';
import { AwsCredentialIdentityProvider } from '@aws-sdk/types';
import { AwsClients } from '../stacks/AwsClients';
import { describeCluster } from '../stacks/describeCluster';
import { eksToken } from '../stacks/eksToken';
import { KubernetesApi } from '../stacks/KubernetesApi';
import { KubernetesGuard } from '../stacks/KubernetesGuard';
import { EksCluster } from '../stacks/types';
import { ClusterHealth } from './types';

/** A cluster keeps serving requests while EKS updates it. */
const ANSWERING = ['ACTIVE', 'UPDATING'];

/**
 * Checks the health of a cluster with two calls, one to EKS and one to its Kubernetes API. Never throws: if AWS does not respond, the
 * health of the cluster is unknown.
 *
 * @public
 */
export async function checkHealth(options: {
  clients: Pick<AwsClients, 'eks'>;
  clusterName: string;
  region: string;
  credentials: AwsCredentialIdentityProvider;
  /** If omitted, Kubernetes is always called. A call that the guard rejects means unknown. */
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
