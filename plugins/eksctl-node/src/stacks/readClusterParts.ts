import {
  DescribeFargateProfileCommand,
  paginateListAccessEntries,
  paginateListFargateProfiles,
  paginateListPodIdentityAssociations,
} from '@aws-sdk/client-eks';
import { ListOpenIDConnectProvidersCommand } from '@aws-sdk/client-iam';
import { AwsCredentialIdentityProvider } from '@aws-sdk/types';
import { devicePluginsOf } from '../config/devicePlugins';
import { nodeGroupsOf } from '../config/nodeGroups';
import { ClusterConfig } from '../config/types';
import { AwsClients } from './AwsClients';
import { describeAddons } from './describeAddons';
import { eksToken } from './eksToken';
import { serviceAccountsOf } from './identities';
import { KubernetesApi } from './KubernetesApi';
import { KubernetesGuard } from './KubernetesGuard';
import { findLogGroup, logRetentionOf } from './logRetention';
import {
  AddonPart,
  ClusterParts,
  EksCluster,
  FargateProfilePart,
} from './types';

type Clients = Pick<AwsClients, 'eks' | 'iam' | 'logs'>;

/**
 * Asks what of a config is there, beside the stacks. Only what the config has is asked for, so that no right is needed without a use.
 *
 * @returns undefined when Kubernetes had to be asked and did not answer
 * @throws errors of AWS
 * @public
 */
export async function readClusterParts(options: {
  clients: Pick<AwsClients, 'eks' | 'iam' | 'logs'>;
  cluster: EksCluster;
  config: ClusterConfig;
  region: string;
  credentials: AwsCredentialIdentityProvider;
  /** Left out: Kubernetes is always asked. What it refuses counts as no answer. */
  kubernetes?: KubernetesGuard;
  /** Whether eksctl ended well after it made the node groups, so that their device plugins need not be asked for. */
  trustsNodeGroups?: boolean;
}): Promise<ClusterParts | undefined> {
  const { clients, cluster, config } = options;
  const { iam, addons, accessConfig, fargateProfiles } = config;
  const ofKubernetes = await askKubernetes(options);
  return (
    ofKubernetes && {
      addons: addons?.length ? await readAddons(clients, cluster.name) : [],
      accessEntries: accessConfig?.accessEntries?.length
        ? await listAccessEntries(clients, cluster.name)
        : [],
      fargateProfiles: fargateProfiles?.length
        ? await readFargateProfiles(clients, cluster.name)
        : [],
      podIdentities: iam?.podIdentityAssociations?.length
        ? await listPodIdentities(clients, cluster.name)
        : [],
      oidcProvider:
        iam?.withOIDC === true && (await isIssuerTrusted(clients, cluster)),
      ...ofKubernetes,
      logGroup: logRetentionOf(config)
        ? await findLogGroup(clients, cluster.name)
        : undefined,
    }
  );
}

/** The add-ons of a cluster with what EKS finds wrong with them. */
export async function readAddons(
  clients: Pick<AwsClients, 'eks'>,
  clusterName: string,
): Promise<AddonPart[]> {
  const addons = await describeAddons(clients, clusterName);
  return addons.map(({ addonName: name, status = '', health }) => ({
    name,
    status,
    issues: (health?.issues ?? []).map(
      ({ code, message }) => message ?? code ?? '',
    ),
  }));
}

/** The Fargate profiles of a cluster. */
export async function readFargateProfiles(
  { eks }: Pick<AwsClients, 'eks'>,
  clusterName: string,
): Promise<FargateProfilePart[]> {
  const found: FargateProfilePart[] = [];
  for await (const { fargateProfileNames = [] } of paginateListFargateProfiles(
    { client: eks },
    { clusterName },
  )) {
    for (const fargateProfileName of fargateProfileNames) {
      const { fargateProfile } = await eks.send(
        new DescribeFargateProfileCommand({ clusterName, fargateProfileName }),
      );
      found.push({
        name: fargateProfileName,
        status: fargateProfile?.status ?? '',
        issues: (fargateProfile?.health?.issues ?? []).map(
          ({ code, message }) => message ?? code ?? '',
        ),
      });
    }
  }
  return found;
}

async function listAccessEntries(
  { eks }: Clients,
  clusterName: string,
): Promise<string[]> {
  const found: string[] = [];
  const pages = paginateListAccessEntries({ client: eks }, { clusterName });
  for await (const { accessEntries = [] } of pages) {
    found.push(...accessEntries);
  }
  return found;
}

async function listPodIdentities(
  { eks }: Clients,
  clusterName: string,
): Promise<string[]> {
  const found: string[] = [];
  for await (const { associations = [] } of paginateListPodIdentityAssociations(
    { client: eks },
    { clusterName },
  )) {
    for (const { namespace, serviceAccount } of associations) {
      found.push(`${namespace}/${serviceAccount}`);
    }
  }
  return found;
}

async function isIssuerTrusted(
  { iam }: Clients,
  { oidcIssuer }: EksCluster,
): Promise<boolean> {
  const { OpenIDConnectProviderList = [] } = await iam.send(
    new ListOpenIDConnectProvidersCommand({}),
  );
  const issuer = oidcIssuer?.replace(/^https:\/\//, '');
  return OpenIDConnectProviderList.some(({ Arn }) =>
    Arn?.endsWith(`:oidc-provider/${issuer}`),
  );
}

/** What Kubernetes alone can tell. It is asked for what the config has, and not at all when that is nothing. */
async function askKubernetes(options: {
  cluster: EksCluster;
  config: ClusterConfig;
  region: string;
  credentials: AwsCredentialIdentityProvider;
  kubernetes?: KubernetesGuard;
  trustsNodeGroups?: boolean;
}): Promise<
  Pick<ClusterParts, 'serviceAccounts' | 'devicePlugins'> | undefined
> {
  const { cluster, config, kubernetes: guard, trustsNodeGroups } = options;
  const { name: clusterName, endpoint, certificateAuthority } = cluster;
  const accounts = serviceAccountsOf(config)
    .filter(({ roleOnly }) => !roleOnly)
    .map(({ name }) => name);
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
      serviceAccounts: await filterAsync(accounts, name => {
        const [namespace, account] = name.split('/');
        return api.hasServiceAccount(namespace, account);
      }),
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
