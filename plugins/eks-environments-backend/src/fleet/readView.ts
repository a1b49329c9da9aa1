import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import {
  listClusters,
  listEksctlStacks,
  type NodeGroupFacts,
  readNodeGroups,
} from 'backstage-plugin-eksctl-node';
import type { AccountAccess } from '../accounts';
import type { FleetView } from './types';

/**
 * Reads what AWS holds in an account and region, with the node groups of the clusters named.
 *
 * @throws whatever keeps it from being complete: what was not read must not look as if it were not there
 */
export async function readView(
  access: AccountAccess,
  withNodeGroups: ReadonlySet<string>,
): Promise<FleetView> {
  const { clients, account, accountNumber } = access;
  const { Account } = await clients.sts.send(new GetCallerIdentityCommand({}));
  if (Account !== accountNumber) {
    // Seen from another account, every cluster would have vanished.
    throw new Error(
      `The credentials for account ${account} belong to ${Account}, not to ${accountNumber}`,
    );
  }
  const clusters = await listClusters(clients);
  const stacks = await listEksctlStacks(clients);
  const nodeGroups = new Map<string, NodeGroupFacts[]>();
  for (const { name } of clusters) {
    if (withNodeGroups.has(name)) {
      nodeGroups.set(name, await readNodeGroups(clients, name));
    }
  }
  return { clusters, stacks, nodeGroups };
}
