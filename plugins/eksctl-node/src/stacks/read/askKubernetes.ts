import { AwsCredentialIdentityProvider } from '@aws-sdk/types';
import { devicePluginsOf } from '../../config/devicePlugins';
import { nodeGroupsOf } from '../../config/nodeGroups';
import { ClusterConfig } from '../../model/clusterConfig';
import { eksToken } from '../eksToken';
import { ServiceAccountConfig, serviceAccountsOf } from '../identities';
import { KubernetesApi } from '../KubernetesApi';
import { KubernetesGuard } from '../KubernetesGuard';
import { ClusterParts, EksCluster, ServiceAccountPart } from '../types';

/** Reads what only Kubernetes knows. It is called only if the config needs it. */
export async function askKubernetes(options: {
  cluster: EksCluster;
  config: ClusterConfig;
  region: string;
  credentials: AwsCredentialIdentityProvider;
  /** The endpoint of AWS. If omitted, it is the one that the SDK would use. */
  awsEndpoint?: string;
  kubernetes?: KubernetesGuard;
  trustsNodeGroups?: boolean;
}): Promise<
  Pick<ClusterParts, 'serviceAccounts' | 'devicePlugins'> | undefined
> {
  const { cluster, config, kubernetes: guard, trustsNodeGroups } = options;
  const { name: clusterName, endpoint, certificateAuthority } = cluster;
  const accounts = serviceAccountsOf(config).filter(
    ({ roleOnly }) => !roleOnly,
  );
  const plugins = trustsNodeGroups
    ? []
    : nodeGroupsOf(config).flatMap(({ group }) => devicePluginsOf(group));
  if (accounts.length === 0 && plugins.length === 0) {
    return { serviceAccounts: [] };
  }
  if (!endpoint || !certificateAuthority) {
    return undefined;
  }
  const token = await eksToken({ ...options, clusterName });
  const api = new KubernetesApi({
    endpoint,
    certificateAuthority,
    token,
    guard,
  });
  try {
    return {
      serviceAccounts: await readServiceAccounts(api, accounts),
      devicePlugins: trustsNodeGroups
        ? undefined
        : await filterAsync(plugins, plugin =>
            api.hasDaemonSet('kube-system', plugin),
          ),
    };
  } catch {
    return undefined;
  }
}

async function readServiceAccounts(
  api: KubernetesApi,
  accounts: ServiceAccountConfig[],
): Promise<ServiceAccountPart[]> {
  const found: ServiceAccountPart[] = [];
  for (const { name } of accounts) {
    const [namespace, account] = name.split('/');
    const metadata = await api.findServiceAccount(namespace, account);
    if (metadata) {
      const { annotations = {}, labels = {} } = metadata;
      found.push({ name, annotations, labels });
    }
  }
  return found;
}

async function filterAsync<T>(
  items: T[],
  isWanted: (item: T) => Promise<boolean>,
): Promise<T[]> {
  const wanted: T[] = [];
  for (const item of items) {
    if (await isWanted(item)) {
      wanted.push(item);
    }
  }
  return wanted;
}
