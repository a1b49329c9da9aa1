import type { Environment } from 'backstage-plugin-eks-environments-common';

/** A ready environment for tests. */
export function testEnvironment(changes: Partial<Environment> = {}) {
  const environment: Environment = {
    id: '01J9ZK3V5N8Q2R4T6W8Y0A1B2C',
    name: 'shop',
    clusterName: 'shop-y0a1b2c3',
    state: 'Ready',
    stateSince: '2026-11-21T10:00:00.000Z',
    power: 'on',
    powerSince: '2026-11-21T10:00:00.000Z',
    owner: 'group:default/team-shop',
    requester: 'user:default/dana',
    blueprint: { name: 'sandbox', version: 3, title: 'Sandbox' },
    account: 'sandbox',
    region: 'eu-west-1',
    requestId: '01J9ZK3V5N8Q2R4T6W8Y0A1B2D',
    values: {},
    lease: {
      phase: 'active',
      duration: 'P2D',
      expiresAt: '2026-11-23T10:00:00.000Z',
      grace: 'PT6H',
      extensions: 0,
      maximumExtensions: 3,
    },
    cost: {
      hourly: { amount: '0.25', currency: 'USD' },
      soFar: { amount: '1.00', currency: 'USD' },
      expected: { amount: '12.00', currency: 'USD' },
      unpriced: [],
    },
    endpoint: 'https://abc.gr7.eu-west-1.eks.amazonaws.com',
    certificateAuthority: 'Y2VydGlmaWNhdGU=',
    consoleUrl: 'https://console.aws.amazon.com/eks/shop',
    createdAt: '2026-11-21T09:40:00.000Z',
    updatedAt: '2026-11-21T10:00:00.000Z',
    conditions: [
      {
        type: 'Healthy',
        status: 'True',
        reason: 'Responding',
        message: 'It responds.',
        since: '2026-11-21T10:00:00.000Z',
      },
    ],
    actions: [],
    operations: [],
  };
  return { ...environment, ...changes };
}
