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
  /** The endpoint of AWS. If omitted, it is the one that the SDK would use. */
  awsEndpoint?: string;
  /** If omitted, Kubernetes is always called. A call that the guard rejects means unknown. */
  kubernetes?: KubernetesGuard;
}): Promise<ClusterHealth> {
  try {
    const cluster = await describeCluster(options.clients, options.clusterName);
    if (!cluster) {
      return unhealthy({
        code: 'ClusterMissing',
        message: 'EKS has no such cluster.',
      });
    }
    const { status } = cluster;
    if (!ANSWERING.includes(status)) {
      return unhealthy({
        code: 'ClusterNotActive',
        params: { status },
        message: `The status of the cluster in EKS is ${status}.`,
      });
    }
    const token = await eksToken(options);
    return await askKubernetes(cluster, token, options.kubernetes);
  } catch (error) {
    return {
      kind: 'unknown',
      code: 'AwsUnreachable',
      message: 'The check could not reach AWS.',
      detail: toError(error).message,
    };
  }
}

async function askKubernetes(
  { endpoint, certificateAuthority }: EksCluster,
  token: string,
  guard: KubernetesGuard | undefined,
): Promise<ClusterHealth> {
  if (!endpoint || !certificateAuthority) {
    return unhealthy({
      code: 'EndpointMissing',
      message: 'EKS returns no endpoint of the Kubernetes API.',
    });
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
    const detail = toError(error).message;
    return error instanceof Error && error.name === 'NotAskedError'
      ? {
          kind: 'unknown',
          code: 'NotChecked',
          message: 'The check was skipped.',
          detail,
        }
      : unhealthy({
          code: 'NotResponding',
          message: 'The Kubernetes API does not respond.',
          detail,
        });
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
        code: 'AccessDenied',
        params: { status },
        message: `The Kubernetes API denies access to the portal (status ${status}).`,
      };
    default:
      return unhealthy({
        code: 'NotReady',
        params: { status },
        message: `The Kubernetes API reports that it is not ready (status ${status}).`,
      });
  }
}

function unhealthy(
  why: Omit<Exclude<ClusterHealth, { kind: 'healthy' }>, 'kind'>,
): ClusterHealth {
  return { kind: 'unhealthy', ...why };
}
