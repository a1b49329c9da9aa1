import {
  DescribeAccessEntryCommand,
  paginateListAccessEntries,
  paginateListAssociatedAccessPolicies,
} from '@aws-sdk/client-eks';
import { AwsClients } from '../AwsClients';
import { AccessEntryPart } from '../types';

type Clients = Pick<AwsClients, 'eks'>;

/** The existing access entries of some principals. */
export async function readAccessEntries(
  clients: Clients,
  clusterName: string,
  principals: string[],
): Promise<AccessEntryPart[]> {
  const found: AccessEntryPart[] = [];
  for await (const { accessEntries = [] } of paginateListAccessEntries(
    { client: clients.eks },
    { clusterName },
  )) {
    for (const principalArn of accessEntries) {
      if (principals.includes(principalArn)) {
        found.push(await readEntry(clients, clusterName, principalArn));
      }
    }
  }
  return found;
}

async function readEntry(
  { eks }: Clients,
  clusterName: string,
  principalArn: string,
): Promise<AccessEntryPart> {
  const { accessEntry } = await eks.send(
    new DescribeAccessEntryCommand({ clusterName, principalArn }),
  );
  const policies: AccessEntryPart['policies'] = [];
  const pages = paginateListAssociatedAccessPolicies(
    { client: eks },
    { clusterName, principalArn },
  );
  for await (const { associatedAccessPolicies = [] } of pages) {
    for (const { policyArn = '', accessScope } of associatedAccessPolicies) {
      policies.push({
        policyArn,
        scope: accessScope?.type ?? '',
        namespaces: accessScope?.namespaces ?? [],
      });
    }
  }
  return {
    principalArn,
    type: accessEntry?.type ?? '',
    username: accessEntry?.username ?? '',
    groups: accessEntry?.kubernetesGroups ?? [],
    policies,
  };
}
