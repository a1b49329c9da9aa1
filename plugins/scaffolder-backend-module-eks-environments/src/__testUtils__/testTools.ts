import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type {
  Environment,
  EnvironmentRequest,
  LogLine,
  Operation,
  Plan,
} from 'backstage-plugin-eks-environments-common';
import type { EksEnvironmentsService } from 'backstage-plugin-eks-environments-node';
import type { Timing } from '../waiting/timing';

const plan: Plan = {
  outcome: 'acceptable',
  findings: [],
  blueprint: { name: 'sandbox', version: 1 },
  region: 'eu-west-1',
  changes: [],
  quota: [],
  approval: { mode: 'automatic', rule: 'Small enough', steps: [] },
  lease: {
    duration: 'P2D',
    maximum: 'P5D',
    maximumTotal: 'P14D',
    grace: 'PT6H',
  },
};

/** An acceptable plan, for tests. */
export function testPlan(changes: Partial<Plan> = {}): Plan {
  return { ...plan, ...changes };
}

/** A request that is pending approval, for tests. */
export function testRequest(
  changes: Partial<EnvironmentRequest> = {},
): EnvironmentRequest {
  return {
    id: 'request-1',
    type: 'create',
    title: 'New environment',
    state: 'PendingApproval',
    requester: 'user:default/dana',
    owner: 'group:default/team-shop',
    blueprint: { name: 'sandbox', version: 1 },
    name: 'shop',
    account: 'sandbox',
    region: 'eu-west-1',
    lease: 'P2D',
    values: {},
    plan,
    steps: [],
    decisions: [],
    createdAt: '2026-11-21T10:00:00.000Z',
    updatedAt: '2026-11-21T10:00:00.000Z',
    actions: [],
    ...changes,
  };
}

/** An environment in provisioning, for tests. */
export function testEnvironment(
  changes: Partial<Environment> = {},
): Environment {
  const money = { amount: '0.25', currency: 'USD' };
  return {
    id: 'environment-1',
    name: 'shop',
    clusterName: 'shop-1a2b3c4d',
    state: 'Provisioning',
    stateSince: '2026-11-21T10:00:00.000Z',
    power: 'on',
    powerSince: '2026-11-21T10:00:00.000Z',
    owner: 'group:default/team-shop',
    requester: 'user:default/dana',
    blueprint: { name: 'sandbox', version: 1 },
    account: 'sandbox',
    region: 'eu-west-1',
    requestId: 'request-1',
    values: {},
    lease: {
      phase: 'active',
      duration: 'P2D',
      grace: 'PT6H',
      extensions: 0,
      maximumExtensions: 3,
      expiresAt: '2026-11-23T10:00:00.000Z',
    },
    cost: { hourly: money, soFar: money, expected: money, unpriced: [] },
    createdAt: '2026-11-21T10:00:00.000Z',
    updatedAt: '2026-11-21T10:00:00.000Z',
    conditions: [],
    actions: [],
    operations: [],
    ...changes,
  };
}

/** A running operation, for tests. */
export function testOperation(changes: Partial<Operation> = {}): Operation {
  return {
    id: 'operation-1',
    type: 'create',
    title: 'Creation',
    lane: 'build',
    cancellable: true,
    state: 'Running',
    attempt: 1,
    percent: 10,
    phases: [],
    createdAt: '2026-11-21T10:00:00.000Z',
    ...changes,
  };
}

/** A line of an operation's log, for tests. */
export function testLine(
  sequence: number,
  text: string,
  level: LogLine['level'] = 'info',
): LogLine {
  return { sequence, text, level, time: '2026-11-21T10:00:00.000Z' };
}

/**
 * The dependencies of the actions, for tests: a service whose responses each test sets, and a clock that advances instead of sleeping.
 */
export function createTestTools() {
  const environments: jest.Mocked<EksEnvironmentsService> = {
    listBlueprints: jest.fn(),
    getBlueprint: jest.fn(),
    createPlan: jest.fn(),
    createRequest: jest.fn(),
    cancelRequest: jest.fn(),
    getRequest: jest.fn(),
    listRequests: jest.fn(),
    getEnvironment: jest.fn(),
    listEnvironments: jest.fn(),
    listOperations: jest.fn(),
    getOperationLog: jest.fn(),
    extendLease: jest.fn(),
    startOperation: jest.fn(),
    deleteEnvironment: jest.fn(),
  };
  let time = 0;
  const timing: Timing = {
    now: () => time,
    sleep: async milliseconds => {
      time += milliseconds;
    },
  };
  return {
    appBaseUrl: 'https://portal.example.com',
    auth: mockServices.auth({ pluginId: 'scaffolder' }),
    catalog: catalogServiceMock.mock(),
    environments,
    logger: mockServices.logger.mock(),
    timing,
  };
}
