import {
  answers,
  type EnvironmentState,
  isGone,
  type LeasePhase,
  wasBuilt,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import {
  type CostSegmentRow,
  type EnvironmentRow,
  type LeaseRow,
  newId,
  type RequestRow,
} from '../database';

const NOON = '2026-11-20T12:00:00.000Z';

/** Rows of an environment that is ready, of team-shop and from the sandbox blueprint, but for what is given. */
export async function insertEnvironment(
  knex: Knex,
  given: Partial<
    EnvironmentRow &
      Pick<RequestRow, 'reason'> & { cost_from: string; cost_until: string }
  > = {},
  lease: Partial<LeaseRow> = {},
): Promise<EnvironmentRow> {
  const {
    reason = null,
    cost_from: costFrom,
    cost_until: costUntil = null,
    ...changes
  } = given;
  const id = newId();
  const requestId = newId();
  const name = changes.name ?? `env-${id.slice(-4).toLocaleLowerCase('en')}`;
  const environment: EnvironmentRow = {
    id,
    request_id: requestId,
    name,
    resource_ref: `${name}-${id.slice(-8).toLocaleLowerCase('en')}`,
    state: 'Ready',
    state_since: NOON,
    power: 'on',
    power_since: NOON,
    restore: null,
    end_reason: null,
    ended_by: null,
    owner: 'group:default/team-shop',
    requester: 'user:default/dana',
    blueprint_name: 'sandbox',
    blueprint_version: 1,
    account: 'sandbox',
    region: 'eu-west-1',
    provisioner: 'eksctl',
    values: '{}',
    spec: 'metadata: { name: x, tags: { a: b } }',
    hourly_cost: 100_000,
    cost_items: '[]',
    unpriced: '[]',
    nodes: 1,
    kubernetes_version: '1.34',
    endpoint: 'https://example.eks.amazonaws.com',
    certificate_authority: 'Q0E=',
    failure: null,
    sweep: null,
    created_at: NOON,
    ready_at: NOON,
    ended_at: null,
    updated_at: NOON,
    retries: 0,
    tagged_as: null,
    existing_spec: null,
    outputs: null,
    ...changes,
  };
  await knex<RequestRow>('requests').insert({
    id: requestId,
    type: 'create',
    state: 'Approved',
    requester: environment.requester,
    owner: environment.owner,
    blueprint_name: environment.blueprint_name,
    blueprint_version: environment.blueprint_version,
    name,
    account: environment.account,
    region: environment.region,
    reason,
    input: JSON.stringify({ lease: 'P2D', values: {} }),
    plan: '{}',
    details: '{}',
    created_at: environment.created_at,
    updated_at: environment.updated_at,
    expires_at: null,
    environment_id: id,
  });
  await knex<EnvironmentRow>('environments').insert(environment);
  if (costFrom !== undefined) {
    await knex<CostSegmentRow>('cost_segments').insert({
      id: newId(),
      environment_id: id,
      started_at: costFrom,
      ended_at: costUntil,
      hourly_cost: environment.hourly_cost,
      items: environment.cost_items,
      unpriced: environment.unpriced,
    });
  }
  await knex('leases').insert({
    environment_id: id,
    phase: phaseIn(environment.state),
    duration: 'P2D',
    grace: 'PT6H',
    maximum: 'P5D',
    maximum_total: 'P14D',
    approved_total: 'P14D',
    usual_extension: 'P1D',
    maximum_extensions: 3,
    warnings: '[]',
    failure_deadline: 'PT4H',
    started_at: NOON,
    expires_at: '2126-11-22T12:00:00.000Z',
    grace_ends_at: '2126-11-22T18:00:00.000Z',
    latest_end: '2126-12-04T12:00:00.000Z',
    latest_approved_end: '2126-12-04T12:00:00.000Z',
    ...lease,
  });
  return environment;
}

/** The phase of the lease that goes with a state. */
function phaseIn(state: EnvironmentState): LeasePhase {
  if (answers(state)) {
    return 'active';
  }
  return wasBuilt(state) || isGone(state) ? 'ended' : 'pending';
}
