import type { Blueprint } from 'backstage-plugin-eks-environments-common';

/** A blueprint that needs approval, for tests. */
export function testBlueprint(changes: Partial<Blueprint> = {}): Blueprint {
  return {
    name: 'team-cluster',
    version: 2,
    title: 'Team cluster',
    description: 'A cluster for a team',
    owner: 'group:default/platform-engineers',
    parameters: {
      type: 'object',
      required: ['nodes'],
      properties: { nodes: { type: 'integer', minimum: 1, maximum: 5 } },
    },
    regions: ['eu-west-1', 'eu-central-1'],
    accounts: ['sandbox'],
    lease: {
      default: 'P7D',
      maximum: 'P14D',
      maximumTotal: 'P30D',
      approvedTotal: 'P30D',
      grace: 'PT6H',
      warnings: ['P1D'],
      extension: 'P1D',
      maximumExtensions: 3,
      failureDeadline: 'PT4H',
    },
    approval: { mode: 'person', rule: 'A person approves' },
    raw: false,
    size: { nodes: 3 },
    ...changes,
  };
}
