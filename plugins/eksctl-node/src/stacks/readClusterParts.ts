import { ListOpenIDConnectProvidersCommand } from '@aws-sdk/client-iam';
import { AwsCredentialIdentityProvider } from '@aws-sdk/types';
import { ClusterConfig } from '../model/clusterConfig';
import { AwsClients } from './AwsClients';
import { mayNeedPermissions } from './completion/addonPermissions';
import { KubernetesGuard } from './KubernetesGuard';
import { findLogGroup, logRetentionOf } from './logRetention';
import { askKubernetes } from './read/askKubernetes';
import { readAccessEntries } from './read/readAccessEntries';
import { readAddons } from './read/readAddons';
import { readFargateProfiles } from './read/readFargateProfiles';
import { readNodeGroups } from './read/readNodeGroups';
import { readPodIdentities } from './read/readPodIdentities';
import { ClusterParts, ClusterStack, EksCluster } from './types';

/**
 * Reads which parts of a config exist outside the stacks, and their state. Only parts of the config are read, so that no unneeded
 * permission is required.
 *
 * @returns undefined if Kubernetes had to be called and did not respond
 * @throws errors of AWS
 * @public
 */
export async function readClusterParts(options: {
  clients: Pick<AwsClients, 'eks' | 'iam' | 'logs'>;
  cluster: EksCluster;
  /** Those of {@link EksStacks.describeClusterStacks}. */
  stacks: ClusterStack[];
  config: ClusterConfig;
  region: string;
  credentials: AwsCredentialIdentityProvider;
  /** The endpoint of AWS. If omitted, it is the one that the SDK would use. */
  awsEndpoint?: string;
  /** If omitted, Kubernetes is always called. A call that the guard rejects counts as no response. */
  kubernetes?: KubernetesGuard;
  /** Whether eksctl exited successfully after it created the node groups, so that the steps after their stacks are done. */
  trustsNodeGroups?: boolean;
}): Promise<ClusterParts | undefined> {
  const { clients, cluster, config, stacks } = options;
  const { iam, addons, accessConfig, fargateProfiles } = config;
  const ofKubernetes = await askKubernetes(options);
  if (!ofKubernetes) {
    return undefined;
  }
  const podIdentities = wantsPodIdentities(config)
    ? await readPodIdentities(clients, cluster.name)
    : [];
  const principals = accessConfig?.accessEntries ?? [];
  return {
    partition: cluster.arn.split(':')[1],
    addons: addons?.length
      ? await readAddons(clients, { cluster, config, podIdentities })
      : [],
    accessEntries: principals.length
      ? await readAccessEntries(
          clients,
          cluster.name,
          principals.map(({ principalARN }) => principalARN),
        )
      : [],
    fargateProfiles: fargateProfiles?.length
      ? await readFargateProfiles(clients, cluster.name)
      : [],
    podIdentities,
    oidcProvider:
      iam?.withOIDC === true && (await isIssuerTrusted(clients, cluster)),
    nodeGroups: await readNodeGroups(
      clients,
      config,
      stacks,
      options.trustsNodeGroups === true,
    ),
    ...ofKubernetes,
    logGroup: logRetentionOf(config)
      ? await findLogGroup(clients, cluster.name)
      : undefined,
  };
}

/** Associations of the config itself, or of an add-on. */
function wantsPodIdentities(config: ClusterConfig): boolean {
  const { iam, addons = [] } = config;
  return (
    (iam?.podIdentityAssociations ?? []).length > 0 ||
    addons.some(addon => mayNeedPermissions(config, addon))
  );
}

async function isIssuerTrusted(
  { iam }: Pick<AwsClients, 'iam'>,
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
