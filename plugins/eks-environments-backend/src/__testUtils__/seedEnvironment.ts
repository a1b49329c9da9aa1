import type { LeaseRules } from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import { newId, toColumn } from '../database';
import type { ApprovedRequest, EnvironmentCommands } from '../environments';
import { DateTime } from 'luxon';
import { configHead } from './configHead';

const leaseRules: LeaseRules = {
  default: 'PT8H',
  maximum: 'PT24H',
  maximumTotal: 'PT24H',
  approvedTotal: 'PT24H',
  grace: 'PT1H',
  warnings: ['PT2H', 'PT30M'],
  extension: 'PT4H',
  maximumExtensions: 2,
  failureDeadline: 'PT6H',
};

export { installation } from './configHead';

/** An approved request and its environment, as the service leaves them for the engine. */
export async function seedEnvironment(
  knex: Knex,
  commands: EnvironmentCommands,
  options: {
    name?: string;
    at?: DateTime;
    leaseRules?: Partial<LeaseRules>;
    lease?: string;
    approvers?: string[];
    owner?: string;
    account?: string;
    region?: string;
  } = {},
): Promise<ApprovedRequest> {
  const environmentId = newId();
  const requestId = newId();
  const name = options.name ?? 'shop';
  const clusterName = `${name}-${environmentId.slice(-8).toLowerCase()}`;
  const at = toColumn(options.at ?? DateTime.utc());
  const request: ApprovedRequest = {
    requestId,
    environmentId,
    clusterName,
    provisioner: 'eksctl',
    name,
    owner: options.owner ?? 'group:default/team-shop',
    requester: 'user:default/dana',
    blueprint: { name: 'sandbox', version: 1 },
    account: options.account ?? 'sandbox',
    region: options.region ?? 'eu-west-1',
    lease: options.lease ?? 'PT8H',
    leaseRules: { ...leaseRules, ...options.leaseRules },
    values: {},
    spec: clusterConfig(clusterName, environmentId),
    hourlyCost: 250_000,
    costItems: '[]',
    unpriced: '[]',
    at,
  };
  await knex('blueprints')
    .insert({
      name: 'sandbox',
      version: 1,
      digest: 'digest',
      document: '{}',
      loaded_at: at,
    })
    .onConflict(['name', 'version'])
    .ignore();
  await knex('requests').insert({
    id: requestId,
    type: 'create',
    state: 'Approved',
    requester: request.requester,
    owner: request.owner,
    blueprint_name: 'sandbox',
    blueprint_version: 1,
    name,
    account: request.account,
    region: request.region,
    input: JSON.stringify({ lease: request.lease, values: {} }),
    plan: '{}',
    details: '{}',
    created_at: at,
    updated_at: at,
  });
  await knex.transaction(transaction => commands.queue(transaction, request));
  return request;
}

function clusterConfig(clusterName: string, environmentId: string): string {
  return `${configHead(clusterName, environmentId)}
vpc: { nat: { gateway: Single } }
addons:
  - name: vpc-cni
  - name: coredns
  - name: kube-proxy
managedNodeGroups:
  - name: workers
    instanceType: m7i.large
    minSize: 1
    desiredCapacity: 2
    maxSize: 3
`;
}
