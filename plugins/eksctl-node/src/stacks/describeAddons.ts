import {
  Addon,
  DescribeAddonCommand,
  paginateListAddons,
} from '@aws-sdk/client-eks';
import { AwsClients } from './AwsClients';

type NamedAddon = Addon & { addonName: string };

/** The add-ons of a cluster, as EKS describes them. */
export async function describeAddons(
  { eks: client }: Pick<AwsClients, 'eks'>,
  clusterName: string,
): Promise<NamedAddon[]> {
  const found: NamedAddon[] = [];
  for await (const { addons = [] } of paginateListAddons(
    { client },
    { clusterName },
  )) {
    for (const addonName of addons) {
      const { addon } = await client.send(
        new DescribeAddonCommand({ clusterName, addonName }),
      );
      found.push({ ...addon, addonName });
    }
  }
  return found;
}
