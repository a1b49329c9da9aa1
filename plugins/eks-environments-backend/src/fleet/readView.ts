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
 * Reads what exists in an account and region, with the node groups of the named clusters.
 *
 * @throws any error that makes it incomplete: what was not read must not look as if it did not exist
 */
export async function readView(
  access: AccountAccess,
  withNodeGroups: ReadonlySet<string>,
): Promise<FleetView> {
  const { clients, account, accountNumber } = access;
  const { Account } = await clients.sts.send(new GetCallerIdentityCommand({}));
  if (Account !== accountNumber) {
    // With another account's credentials, every cluster would seem to have vanished.
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
