import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type {
  Drift,
  FoundPart,
  FoundResource,
  Inventory,
} from 'backstage-plugin-eks-environments-node';
import {
  type AwsClients,
  type EksCluster,
  type InventoryStack,
  listClusters,
  listEksctlStacks,
  readNodeGroups,
} from 'backstage-plugin-eksctl-node';
import type { AccountAccess } from '../accounts';
import { nodeGroupDrift } from './nodeGroupDrift';

/** A cluster with the config that was approved for it. */
export interface ApprovedCluster {
  resourceRef: string;
  spec: string;
}

/**
 * Reads the clusters and stacks of an account and region, and the drift of the given clusters.
 *
 * @throws any error that makes the inventory incomplete: a resource that was not read must not count as deleted
 */
export async function readInventory(
  access: AccountAccess,
  approved: readonly ApprovedCluster[],
): Promise<Inventory> {
  const { clients } = access;
  await assertAccount(access);
  const clusters = await listClusters(clients);
  const stacks = await listEksctlStacks(clients);
  const existing = new Set(clusters.map(({ name }) => name));
  const drift: Drift[] = [];
  for (const cluster of approved) {
    if (existing.has(cluster.resourceRef)) {
      drift.push(...(await readDrift(clients, cluster)));
    }
  }
  return {
    resources: clusters.map(toResource),
    parts: stacks.map(toPart),
    drift,
  };
}

export function toResource({ name, tags, version }: EksCluster): FoundResource {
  return { resourceRef: name, tags, version };
}

/** With the credentials of another account, every cluster would count as deleted. */
async function assertAccount({
  clients,
  account,
  accountNumber,
}: AccountAccess): Promise<void> {
  const { Account } = await clients.sts.send(new GetCallerIdentityCommand({}));
  if (Account !== accountNumber) {
    throw new Error(
      `The credentials for account ${account} belong to ${Account}, not to ${accountNumber}`,
    );
  }
}

async function readDrift(
  clients: AwsClients,
  { resourceRef, spec }: ApprovedCluster,
): Promise<Drift[]> {
  const nodeGroups = await readNodeGroups(clients, resourceRef);
  return nodeGroupDrift(spec, nodeGroups).map(({ name, differences }) => ({
    resourceRef,
    part: name,
    title: {
      code: 'part.node-group',
      params: { name },
      message: `Node group ${name}`,
    },
    differences,
  }));
}

function toPart({
  clusterName,
  name,
  tags,
  status,
}: InventoryStack): FoundPart {
  return {
    resourceRef: clusterName,
    name,
    tags,
    isBeingDeleted: status === 'DELETE_IN_PROGRESS',
  };
}
