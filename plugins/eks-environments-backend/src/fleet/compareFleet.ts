import {
  answers,
  ENVIRONMENT_ID,
  INSTALLATION,
  OWNER,
} from 'backstage-plugin-eks-environments-common';
import type { EksCluster, InventoryStack } from 'backstage-plugin-eksctl-node';
import { idInTags } from '../database/idInTags';
import { nodeGroupDrift } from './nodeGroupDrift';
import {
  type Difference,
  type FleetView,
  type RecordedEnvironment,
} from './types';

/**
 * The differences between AWS and the records of a place.
 *
 * @remarks
 *
 * Resources with the tag of another installation, or with none, are ignored. An environment whose create or deletion failed is known to
 * have leftovers, so it has no finding: its own page shows them.
 *
 * @param environments - those of the place that are not deleted
 */
export function compareFleet(options: {
  view: FleetView;
  environments: RecordedEnvironment[];
  installation: string;
}): Difference[] {
  const { view, environments, installation } = options;
  const recorded = new Map(environments.map(row => [row.cluster_name, row]));
  return [
    ...environments.flatMap(row => vanished(row, view)),
    ...view.clusters
      .filter(({ tags }) => tags[INSTALLATION] === installation)
      .filter(cluster => !isRecorded(cluster, recorded))
      .map(withoutRecord),
    ...leftOver(view, recorded, installation),
    ...environments.flatMap(row => drifted(row, view)),
  ];
}

function isRecorded(
  { name, tags }: EksCluster,
  recorded: Map<string, RecordedEnvironment>,
): boolean {
  const row = recorded.get(name);
  return row !== undefined && idInTags(row) === tags[ENVIRONMENT_ID];
}

function vanished(row: RecordedEnvironment, view: FleetView): Difference[] {
  const cluster = view.clusters.find(({ name }) => name === row.cluster_name);
  const isThere = cluster?.tags[ENVIRONMENT_ID] === idInTags(row);
  if (isThere || !answers(row.state)) {
    return [];
  }
  return [
    {
      kind: 'ClusterVanished',
      subject: row.cluster_name,
      clusterName: row.cluster_name,
      environmentId: row.id,
      details: {
        isAnothersNow: cluster !== undefined,
        stacks: view.stacks
          .filter(({ clusterName }) => clusterName === row.cluster_name)
          .map(({ name }) => name),
      },
    },
  ];
}

function withoutRecord({ name, tags, version }: EksCluster): Difference {
  return {
    kind: 'ClusterWithoutRecord',
    subject: name,
    clusterName: name,
    details: {
      environmentId: tags[ENVIRONMENT_ID] ?? '',
      owner: tags[OWNER] ?? '',
      version: version ?? '',
    },
  };
}

/** Stacks of this installation whose cluster does not exist, by cluster. */
function leftOver(
  { clusters, stacks }: FleetView,
  recorded: Map<string, RecordedEnvironment>,
  installation: string,
): Difference[] {
  const standing = new Set(clusters.map(({ name }) => name));
  const byCluster = new Map<string, InventoryStack[]>();
  for (const stack of stacks) {
    const { clusterName, tags } = stack;
    const isOurs = tags[INSTALLATION] === installation;
    if (isOurs && !standing.has(clusterName) && !recorded.has(clusterName)) {
      byCluster.set(clusterName, [
        ...(byCluster.get(clusterName) ?? []),
        stack,
      ]);
    }
  }
  return [...byCluster]
    .filter(([, left]) => !left.every(isBeingDeleted))
    .map(([clusterName, left]) => ({
      kind: 'StacksLeftOver',
      subject: clusterName,
      clusterName,
      details: {
        environmentId: left[0].tags[ENVIRONMENT_ID] ?? '',
        owner: left[0].tags[OWNER] ?? '',
        stacks: left.map(({ name }) => name).sort(),
      },
    }));
}

function isBeingDeleted({ status }: InventoryStack): boolean {
  return status === 'DELETE_IN_PROGRESS';
}

function drifted(row: RecordedEnvironment, view: FleetView): Difference[] {
  const standing = view.nodeGroups.get(row.cluster_name);
  if (!standing || !answers(row.state)) {
    return [];
  }
  return nodeGroupDrift(row.config, standing).map(({ name, differences }) => ({
    kind: 'NodeGroupDrift',
    subject: `${row.cluster_name}/${name}`,
    clusterName: row.cluster_name,
    environmentId: row.id,
    details: { nodeGroup: name, differences },
  }));
}
