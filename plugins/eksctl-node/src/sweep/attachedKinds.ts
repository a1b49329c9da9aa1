import {
  DeleteCapabilityCommand,
  DeleteNodegroupCommand,
  DescribeFargateProfileCommand,
  DescribeNodegroupCommand,
  paginateListCapabilities,
  paginateListFargateProfiles,
  paginateListNodegroups,
} from '@aws-sdk/client-eks';
import { AwsClients } from '../stacks/AwsClients';
import { describeCluster } from '../stacks/describeCluster';
import { removePart } from '../stacks/removePart';
import { clusterTabPage, nodegroupPage } from './consolePages';
import { SweepTarget } from './SweepTarget';
import { Leftover } from './Leftover';
import { SweepKind } from './SweepKind';

/*
 * Resources that EKS requires to be deleted before a cluster. Add-ons, access entries, pod identity associations and identity provider
 * configs are not included: they are deleted with the cluster.
 */

/** Manually created ones are in no stack. */
const nodegroups: SweepKind = {
  name: 'nodegroup',
  singular: 'node group',
  plural: 'node groups',
  billed: true,
  console: nodegroupPage,
  async find(clients, target) {
    const { eks: client } = clients;
    const { clusterName } = target;
    const found: Leftover[] = [];
    if (!(await describeOurs(clients, target))) {
      return found;
    }
    const pages = paginateListNodegroups({ client }, { clusterName });
    for await (const { nodegroups: names = [] } of pages) {
      for (const nodegroupName of names) {
        const { nodegroup } = await client.send(
          new DescribeNodegroupCommand({ clusterName, nodegroupName }),
        );
        found.push(partOf(target, nodegroupName, nodegroup?.status));
      }
    }
    return found;
  },
  async remove({ eks }, id) {
    const [clusterName, nodegroupName] = id.split('/');
    await eks.send(new DeleteNodegroupCommand({ clusterName, nodegroupName }));
  },
};

/** eksctl creates them without a stack, and EKS deletes one per cluster at a time. */
const fargateProfiles: SweepKind = {
  name: 'fargate-profile',
  singular: 'Fargate profile',
  plural: 'Fargate profiles',
  billed: true,
  console: clusterTabPage('compute'),
  async find(clients, target) {
    const { eks: client } = clients;
    const { clusterName } = target;
    if (!(await describeOurs(clients, target))) {
      return [];
    }
    const found: Leftover[] = [];
    let first: string | undefined;
    const pages = paginateListFargateProfiles({ client }, { clusterName });
    for await (const { fargateProfileNames: names = [] } of pages) {
      for (const fargateProfileName of names) {
        const { fargateProfile } = await client.send(
          new DescribeFargateProfileCommand({
            clusterName,
            fargateProfileName,
          }),
        );
        const status = fargateProfile?.status;
        if (status === 'DELETING' || status === 'CREATING') {
          first = fargateProfileName;
        }
        found.push(partOf(target, fargateProfileName, status));
      }
    }
    return oneAtATime(found, first && `${clusterName}/${first}`);
  },
  async remove(clients, id) {
    const [clusterName, name] = id.split('/');
    await removePart({
      clients,
      clusterName,
      part: 'fargateProfile',
      id: name,
    });
  },
};

/** Unlike the others, they do not block the cluster: EKS cannot list them in every partition. */
const capabilities: SweepKind = {
  name: 'capability',
  singular: 'EKS capability',
  plural: 'EKS capabilities',
  billed: true,
  console: clusterTabPage('capabilities'),
  async find(clients, target) {
    const { eks: client } = clients;
    const { clusterName } = target;
    const found: Leftover[] = [];
    if (!(await describeOurs(clients, target))) {
      return found;
    }
    const pages = paginateListCapabilities({ client }, { clusterName });
    for await (const { capabilities: page = [] } of pages) {
      for (const { capabilityName = '', status } of page) {
        found.push(partOf(target, capabilityName, status));
      }
    }
    return found;
  },
  async remove({ eks }, id) {
    const [clusterName, capabilityName] = id.split('/');
    await eks.send(
      new DeleteCapabilityCommand({ clusterName, capabilityName }),
    );
  },
};

export const attachedKinds = { nodegroups, fargateProfiles, capabilities };

/** The cluster, if it belongs to the target: it carries the tags of its config, so a missing tag proves that it does not. */
export async function describeOurs(
  clients: AwsClients,
  { clusterName, ownership }: SweepTarget,
) {
  const cluster = await describeCluster(clients, clusterName);
  return cluster?.tags[ownership.key] === ownership.value ? cluster : undefined;
}

function partOf(
  { clusterName }: SweepTarget,
  name: string,
  status: string | undefined,
): Leftover {
  return {
    id: `${clusterName}/${name}`,
    proof: `part of the cluster ${clusterName}`,
    isBeingRemoved: status === 'DELETING',
  };
}

/** @param first - the id of the one that EKS is creating or deleting; if omitted, any may be the first */
function oneAtATime(
  leftovers: Leftover[],
  first: string | undefined = leftovers[0]?.id,
): Leftover[] {
  return leftovers.map(leftover =>
    leftover.id === first || leftover.isBeingRemoved
      ? leftover
      : { ...leftover, blocked: `It goes after ${first}` },
  );
}
