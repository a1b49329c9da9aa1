import type { JsonObject } from '@backstage/types';
import {
  type ClusterConfig,
  type NodeGroupFacts,
  parseWrittenConfig,
  summarizeClusterConfig,
} from 'backstage-plugin-eksctl-node';
import { taggedSize } from '../power/awakeSize';

/** How a node group differs from the approved config. */
export type NodeGroupDrift = {
  name: string;
  /** The differences, one formatted text each. */
  differences: string[];
};

/**
 * The drift of a cluster's managed node groups from the approved config.
 *
 * @remarks
 *
 * The number of nodes may be anything between the approved bounds, as an autoscaler sets it. EKS returns no instance types for a group
 * whose launch template names them.
 */
export function nodeGroupDrift(
  config: string,
  existing: NodeGroupFacts[],
): NodeGroupDrift[] {
  const parsed = parseWrittenConfig(config) as ClusterConfig & JsonObject;
  const managed = new Set(
    (parsed.managedNodeGroups ?? []).map(({ name }) => name),
  );
  const approved = summarizeClusterConfig(parsed).nodeGroups.filter(
    ({ name }) => managed.has(name),
  );
  const drifts = approved.map(group => {
    const found = existing.find(({ name }) => name === group.name);
    // A hibernated group has another size for a while.
    const size = found && (taggedSize(found) ?? found);
    return {
      name: group.name,
      differences:
        found && size
          ? [
              ...differs('at least', size.min, group.min),
              ...differs('at most', size.max, group.max),
              ...typesDiffer(found, group),
            ]
          : ['it does not exist'],
    };
  });
  const unknown = existing
    .filter(({ name }) => !managed.has(name))
    .map(({ name, max }) => ({
      name,
      differences: [`it was not approved (up to ${nodes(max)})`],
    }));
  return [...drifts, ...unknown].filter(
    ({ differences }) => differences.length > 0,
  );
}

function differs(bound: string, found: number, approved: number): string[] {
  return found === approved
    ? []
    : [`${bound} ${nodes(found)} instead of ${approved}`];
}

function typesDiffer(
  found: { instanceTypes: string[] },
  approved: { instanceTypes: string[] },
): string[] {
  const existing = formatTypes(found.instanceTypes);
  const wanted = formatTypes(approved.instanceTypes);
  return existing === '' || existing === wanted
    ? []
    : [`${existing} instead of ${wanted}`];
}

function formatTypes(types: string[]): string {
  return [...types].sort((a, b) => a.localeCompare(b)).join(', ');
}

function nodes(count: number): string {
  return `${count} ${count === 1 ? 'node' : 'nodes'}`;
}
