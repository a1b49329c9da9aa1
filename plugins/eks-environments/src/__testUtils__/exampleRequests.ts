import type {
  EnvironmentRequest,
  Plan,
} from 'backstage-plugin-eks-environments-common';

const usd = (amount: string) => ({ amount, currency: 'USD' });

const band = (min: string, desired: string, max: string) => ({
  min: usd(min),
  desired: usd(desired),
  max: usd(max),
});

/** A plan of a team cluster that needs approval. */
export function examplePlan(overrides: Partial<Plan> = {}): Plan {
  return {
    outcome: 'acceptable',
    findings: [],
    blueprint: { name: 'team-cluster', version: 1, title: 'Team cluster' },
    account: 'sandbox',
    region: 'eu-west-1',
    config: 'kind: ClusterConfig',
    changes: [],
    size: {
      minNodes: 1,
      desired: { nodes: 2, vcpu: 4, memoryGib: 16 },
      largest: { nodes: 4, vcpu: 8, memoryGib: 32 },
      unknown: [],
    },
    cost: {
      hourly: band('0.25', '0.43', '0.80'),
      lease: band('30', '51.60', '96'),
      items: [
        {
          name: 'Control plane',
          detail: 'EKS, standard support',
          hourly: band('0.10', '0.10', '0.10'),
        },
        {
          name: 'Nodes',
          detail: '2 × m5.large',
          hourly: band('0.15', '0.33', '0.70'),
        },
      ],
      unpriced: [],
      priceDate: '2026-11-01',
      priceSource: 'AWS price list',
      exact: true,
    },
    quota: [
      {
        scope: 'group:default/team-shop',
        dimension: 'environments',
        title: 'Environments',
        unit: { kind: 'count', one: 'environment', other: 'environments' },
        limit: 3,
        before: 1,
        after: 2,
        exceeded: false,
        source: 'app-config',
      },
    ],
    approval: {
      mode: 'person',
      rule: 'Clusters of more than one node need a person.',
      steps: [
        {
          rule: 'blueprint',
          reason: 'Clusters of more than one node need a person.',
          approvers: ['group:default/platform', 'user:default/ari'],
          quorum: 1,
        },
      ],
    },
    lease: {
      duration: 'P5D',
      maximum: 'P7D',
      maximumTotal: 'P14D',
      grace: 'PT6H',
    },
    ...overrides,
  };
}

/** A request that is pending the reader's decision. */
export function exampleRequest(
  overrides: Partial<EnvironmentRequest> = {},
): EnvironmentRequest {
  return {
    id: 'r1',
    type: 'create',
    title: 'New environment',
    state: 'PendingApproval',
    requester: 'user:default/dana',
    owner: 'group:default/team-shop',
    blueprint: { name: 'team-cluster', version: 1, title: 'Team cluster' },
    name: 'checkout',
    account: 'sandbox',
    region: 'eu-west-1',
    lease: 'P5D',
    reason: 'Load test before the sale',
    values: { nodes: 4 },
    defaults: { nodes: 2 },
    plan: examplePlan(),
    steps: [
      {
        rule: 'blueprint',
        reason: 'Clusters of more than one node need a person.',
        approvers: ['group:default/platform', 'user:default/ari'],
        quorum: 1,
        state: 'Open',
      },
    ],
    decisions: [],
    createdAt: '2026-11-20T09:00:00Z',
    updatedAt: '2026-11-20T09:00:00Z',
    expiresAt: '2026-11-27T09:00:00Z',
    actions: [
      { action: 'approve', possible: true },
      { action: 'deny', possible: true },
    ],
    ...overrides,
  };
}
