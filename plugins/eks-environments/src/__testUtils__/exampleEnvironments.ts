import {
  answers,
  type AvailableEnvironmentAction,
  type Blueprint,
  type Environment,
  type EnvironmentState,
  isGone,
  type LeasePhase,
  type LogLine,
  type Operation,
  type SweepReport,
  wasBuilt,
} from 'backstage-plugin-eks-environments-common';
import { DateTime, type DurationLike } from 'luxon';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const inFuture = (duration: DurationLike) =>
  DateTime.utc().plus(duration).toISO() ?? '';
const ago = (duration: DurationLike) =>
  DateTime.utc().minus(duration).toISO() ?? '';

/** All actions of an owner on a Ready environment. */
export const ownerActions: AvailableEnvironmentAction[] = [
  { action: 'connect', possible: true },
  { action: 'extend', possible: true },
  { action: 'delete', possible: true },
];

/** A Ready environment, two days into a five-day lease. */
export function exampleEnvironment(
  overrides: Partial<Environment> = {},
): Environment {
  return {
    id: 'e1',
    name: 'checkout',
    clusterName: 'checkout-x7k2',
    state: 'Ready',
    stateSince: ago({ days: 2 }),
    power: 'on',
    powerSince: ago({ days: 2 }),
    owner: 'group:default/team-shop',
    requester: 'user:default/dana',
    blueprint: { name: 'small-cluster', version: 3 },
    account: 'sandbox',
    accountNumber: '111122223333',
    region: 'eu-west-1',
    requestId: 'r1',
    reason: 'Load test before the sale',
    values: { nodes: 2 },
    lease: {
      phase: phaseIn(overrides.state ?? 'Ready'),
      duration: 'P5D',
      startedAt: ago({ days: 2 }),
      expiresAt: inFuture({ days: 3 }),
      graceEndsAt: inFuture({ days: 3, hours: 6 }),
      latestEnd: inFuture({ days: 9 }),
      grace: 'PT6H',
      extensions: 1,
      maximumExtensions: 3,
      usualExtension: 'P2D',
    },
    cost: {
      hourly: usd('0.43'),
      soFar: usd('20.64'),
      expected: usd('51.60'),
      items: [],
      unpriced: [],
    },
    nodes: 2,
    kubernetesVersion: '1.34',
    operation: exampleOperation({
      state: 'Succeeded',
      percent: 100,
      startedAt: '2026-11-21T09:00:00.000Z',
      finishedAt: '2026-11-21T09:00:21.000Z',
      phases: [{ id: 'nodes', title: 'Nodes', state: 'done' }],
    }),
    config: 'kind: ClusterConfig',
    tags: {},
    createdAt: ago({ days: 2, minutes: 16 }),
    readyAt: ago({ days: 2 }),
    updatedAt: ago({ days: 2 }),
    conditions: [],
    actions: ownerActions,
    operations: [],
    ...overrides,
  };
}

/** The phase of the lease in a state. */
function phaseIn(state: EnvironmentState): LeasePhase {
  if (answers(state)) {
    return 'active';
  }
  return wasBuilt(state) || isGone(state) ? 'ended' : 'pending';
}

/** The blueprint of {@link exampleEnvironment}. */
export function exampleBlueprint(
  overrides: Partial<Blueprint> = {},
): Blueprint {
  return {
    name: 'small-cluster',
    version: 3,
    title: 'Small cluster',
    description: 'A sandbox',
    parameters: {},
    regions: ['eu-west-1'],
    accounts: ['sandbox'],
    lease: {
      default: 'P5D',
      maximum: 'P7D',
      maximumTotal: 'P14D',
      approvedTotal: 'P14D',
      grace: 'PT6H',
      warnings: ['PT24H', 'PT2H'],
      failureDeadline: 'PT4H',
      extension: 'P2D',
      maximumExtensions: 3,
    },
    approval: { mode: 'automatic', rule: 'Small ones need nobody.' },
    raw: false,
    size: {},
    ...overrides,
  };
}

/** A creation in its nodes phase. */
export function exampleOperation(
  overrides: Partial<Operation> = {},
): Operation {
  return {
    id: 'o1',
    environmentId: 'e1',
    type: 'create',
    title: 'Creation',
    lane: 'build',
    cancellable: true,
    state: 'Running',
    attempt: 1,
    phase: 'nodes',
    percent: 62,
    phases: [
      {
        id: 'control-plane',
        title: 'Control plane',
        state: 'done',
        startedAt: ago({ minutes: 13, seconds: 50 }),
        finishedAt: ago({ minutes: 2, seconds: 10 }),
        usualSeconds: 660,
      },
      {
        id: 'nodes',
        title: 'Nodes',
        state: 'running',
        startedAt: ago({ minutes: 2, seconds: 10 }),
        usualSeconds: 180,
      },
      { id: 'verification', title: 'Verification', state: 'waiting' },
    ],
    createdAt: ago({ minutes: 14 }),
    startedAt: ago({ minutes: 14 }),
    usualSeconds: 960,
    ...overrides,
  };
}

/** An environment whose creation failed. */
export function failedEnvironment(
  overrides: Partial<Environment> = {},
): Environment {
  const environment = exampleEnvironment();
  return {
    ...environment,
    state: 'ProvisioningFailed',
    lease: {
      ...environment.lease,
      phase: 'pending',
      startedAt: undefined,
      expiresAt: undefined,
      deadline: inFuture({ hours: 3 }),
    },
    failure: {
      class: 'capacity',
      message: 'AWS has no m5.large free in eu-west-1a.',
      remedy: 'Try again in a while, or ask for another instance type.',
      cause: 'InsufficientInstanceCapacity: We currently do not have …',
      existing: ['EKS cluster checkout-1', 'stack eksctl-checkout-1-cluster'],
      retry: 'backoff',
    },
    operation: exampleOperation({ state: 'Failed' }),
    actions: [
      { action: 'retry', possible: true },
      { action: 'revise', possible: true },
      { action: 'delete', possible: true },
    ],
    ...overrides,
  };
}

export function exampleLine(sequence: number, text: string): LogLine {
  return { sequence, text, level: 'info', time: '2026-11-21T09:12:03.000Z' };
}

/** One server-sent event of a log line. */
export function lineEvent(line: LogLine): string {
  return `id: ${line.sequence}\ndata: ${JSON.stringify(line)}\n\n`;
}

/** The event at the end of a log. */
export const endEvent = 'event: end\ndata: {}\n\n';

/** A body that sends the chunks and then ends, or fails with the given error. */
export function streamOf(
  chunks: string[],
  error?: Error,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const left = chunks.map(chunk => encoder.encode(chunk));
  return new ReadableStream({
    pull(controller) {
      const chunk = left.shift();
      if (chunk) {
        controller.enqueue(chunk);
      } else if (error) {
        controller.error(error);
      } else {
        controller.close();
      }
    },
  });
}

/** The evidence of a sweep that removed a volume. */
export function exampleSweep(
  overrides: Partial<SweepReport> = {},
): SweepReport {
  return {
    finishedAt: ago({ minutes: 5 }),
    kinds: [
      {
        kind: 'volume',
        label: 'EBS volumes',
        billed: true,
        found: 1,
        removed: 1,
      },
      {
        kind: 'vpc',
        label: 'networks (VPCs)',
        billed: false,
        found: 0,
        removed: 0,
      },
    ],
    items: [
      {
        kind: 'volume',
        label: 'EBS volume',
        id: 'vol-1',
        proof: 'tag kubernetes.io/cluster/checkout-x7k2=owned',
        outcome: 'removed',
      },
    ],
    ...overrides,
  };
}
