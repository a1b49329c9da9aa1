import {
  Addon,
  DescribeAddonConfigurationCommand,
  DescribeAddonVersionsCommand,
} from '@aws-sdk/client-eks';
import { ClusterConfig } from '../../model/clusterConfig';
import { AwsClients } from '../AwsClients';
import { mayNeedPermissions } from '../completion/addonPermissions';
import { describeAddons } from '../describeAddons';
import { AddonPart, AddonPermissions, EksCluster } from '../types';
import { OwnedPodIdentity } from './readPodIdentities';

type Clients = Pick<AwsClients, 'eks'>;

/** The add-ons of a cluster with their health issues, and the permissions that the config may require for its own. */
export async function readAddons(
  clients: Clients,
  options: {
    cluster: EksCluster;
    config: ClusterConfig;
    /** All associations of the cluster; empty if the config requires none. */
    podIdentities: OwnedPodIdentity[];
  },
): Promise<AddonPart[]> {
  const { cluster, config, podIdentities } = options;
  const addons = await describeAddons(clients, cluster.name);
  const parts: AddonPart[] = [];
  for (const addon of addons) {
    const wanted = config.addons?.find(({ name }) => name === addon.addonName);
    parts.push({
      name: addon.addonName,
      status: addon.status ?? '',
      issues: issuesOf(addon),
      version: addon.addonVersion,
      configurationValues: addon.configurationValues,
      roleArn: addon.serviceAccountRoleArn || undefined,
      podIdentities: podIdentities.filter(({ arn }) =>
        addon.podIdentityAssociations?.includes(arn),
      ),
      namespace: addon.namespaceConfig?.namespace,
      tags: addon.tags ?? {},
      permissions:
        wanted && mayNeedPermissions(config, wanted)
          ? await readPermissions(clients, addon, cluster.version)
          : undefined,
    });
  }
  return parts;
}

/** The health issues of an add-on. */
export function issuesOf({ health }: Pick<Addon, 'health'>): string[] {
  return (health?.issues ?? []).map(
    ({ code, message }) => message ?? code ?? '',
  );
}

async function readPermissions(
  { eks }: Clients,
  { addonName, addonVersion }: Addon,
  kubernetesVersion: string | undefined,
): Promise<AddonPermissions> {
  const { addons = [] } = await eks.send(
    new DescribeAddonVersionsCommand({ addonName, kubernetesVersion }),
  );
  const version = addons
    .flatMap(addon => addon.addonVersions ?? [])
    .find(item => item.addonVersion === addonVersion);
  const { podIdentityConfiguration = [] } = await eks.send(
    new DescribeAddonConfigurationCommand({ addonName, addonVersion }),
  );
  return {
    required: version?.requiresIamPermissions === true,
    serviceAccounts: podIdentityConfiguration.flatMap(
      ({ serviceAccount }) => serviceAccount ?? [],
    ),
  };
}
