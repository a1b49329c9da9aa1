import {
  answers,
  ENVIRONMENT_ID,
  INSTALLATION,
  OWNER,
} from 'backstage-plugin-eks-environments-common';
import type {
  FoundPart,
  FoundResource,
  Inventory,
} from 'backstage-plugin-eks-environments-node';
import { idInTags } from '../database/idInTags';
import type { Difference, RecordedEnvironment } from './types';

/**
 * The differences between what a provisioner found in a place and the records.
 *
 * @remarks
 *
 * Resources with the tag of another installation, or with none, are ignored. What an environment of another provisioner has is recorded, too:
 * two provisioners may find the same kinds of resources. An environment whose create or deletion failed is known to
 * have leftovers, so it has no finding: its own page shows them.
 *
 * @param environments - those of the place that are not deleted, of all provisioners
 */
export function compareFleet(options: {
  inventory: Inventory;
  environments: RecordedEnvironment[];
  provisioner: string;
  installation: string;
}): Difference[] {
  const { inventory, environments, provisioner, installation } = options;
  const own = environments.filter(row => row.provisioner === provisioner);
  const recorded = new Map(environments.map(row => [row.resource_ref, row]));
  return [
    ...own.flatMap(row => vanished(row, inventory)),
    ...inventory.resources
      .filter(({ tags }) => tags[INSTALLATION] === installation)
      .filter(resource => !isRecorded(resource, recorded))
      .map(withoutRecord),
    ...leftOver(inventory, recorded, installation),
    ...own.flatMap(row => drifted(row, inventory)),
  ];
}

function isRecorded(
  { resourceRef, tags }: FoundResource,
  recorded: Map<string, RecordedEnvironment>,
): boolean {
  const row = recorded.get(resourceRef);
  return row !== undefined && idInTags(row) === tags[ENVIRONMENT_ID];
}

function vanished(
  row: RecordedEnvironment,
  { resources, parts }: Inventory,
): Difference[] {
  const found = resources.find(
    ({ resourceRef }) => resourceRef === row.resource_ref,
  );
  const isThere = found?.tags[ENVIRONMENT_ID] === idInTags(row);
  if (isThere || !answers(row.state)) {
    return [];
  }
  return [
    {
      kind: 'ResourceVanished',
      subject: row.resource_ref,
      clusterName: row.resource_ref,
      environmentId: row.id,
      details: {
        isAnothersNow: found !== undefined,
        parts: parts
          .filter(({ resourceRef }) => resourceRef === row.resource_ref)
          .map(({ name }) => name),
      },
    },
  ];
}

function withoutRecord({
  resourceRef,
  tags,
  version,
}: FoundResource): Difference {
  return {
    kind: 'ResourceWithoutRecord',
    subject: resourceRef,
    clusterName: resourceRef,
    details: {
      environmentId: tags[ENVIRONMENT_ID] ?? '',
      owner: tags[OWNER] ?? '',
      version: version ?? '',
    },
  };
}

/** Parts of this installation whose resource does not exist, by resource. */
function leftOver(
  { resources, parts }: Inventory,
  recorded: Map<string, RecordedEnvironment>,
  installation: string,
): Difference[] {
  const existing = new Set(resources.map(({ resourceRef }) => resourceRef));
  const byResource = new Map<string, FoundPart[]>();
  for (const part of parts) {
    const { resourceRef, tags } = part;
    const isOurs = tags[INSTALLATION] === installation;
    if (isOurs && !existing.has(resourceRef) && !recorded.has(resourceRef)) {
      byResource.set(resourceRef, [
        ...(byResource.get(resourceRef) ?? []),
        part,
      ]);
    }
  }
  return [...byResource]
    .filter(([, left]) => !left.every(({ isBeingDeleted }) => isBeingDeleted))
    .map(([clusterName, left]) => ({
      kind: 'PartsLeftOver',
      subject: clusterName,
      clusterName,
      details: {
        environmentId: left[0].tags[ENVIRONMENT_ID] ?? '',
        owner: left[0].tags[OWNER] ?? '',
        parts: left.map(({ name }) => name).sort(),
      },
    }));
}

function drifted(row: RecordedEnvironment, { drift }: Inventory): Difference[] {
  return drift
    .filter(
      ({ resourceRef }) =>
        resourceRef === row.resource_ref && answers(row.state),
    )
    .map(({ part, title, differences }) => ({
      kind: 'PartDrift',
      subject: `${row.resource_ref}/${part}`,
      clusterName: row.resource_ref,
      environmentId: row.id,
      details: { part, title, differences },
    }));
}
