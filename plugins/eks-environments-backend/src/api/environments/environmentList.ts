import {
  type EnvironmentState,
  environmentStates,
  hasFailed,
  isChanging,
  leasePhases,
  type ListEnvironments,
  statesOf,
  statesWhere,
} from 'backstage-plugin-eks-environments-common';
import type { EnvironmentFilter } from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import { z } from 'zod';
import { whereGone, whereLiving } from '../../database';
import {
  applyVisibility,
  propertyColumns,
  type Visibility,
} from '../../permissions';
import type { Caller } from '../../access/callers';
import { cursorText, type SortFields } from '../../util/paging';
import { whereScope } from '../../access/scope';
import { whereText } from '../../util/textSearch';

export type EnvironmentQuery = NonNullable<ListEnvironments['query']>;

export const environmentQuerySchema: z.ZodType<EnvironmentQuery> = z
  .object({
    scope: z.enum(['mine', 'teams', 'all']),
    state: z.array(z.enum(statesOf(environmentStates))),
    leasePhase: z.array(z.enum(statesOf(leasePhases))),
    ended: z.boolean(),
    owner: cursorText,
    blueprint: cursorText,
    region: cursorText,
    text: cursorText,
    orderBy: cursorText,
  })
  .partial();

// Sorts environments without an end after all others.
const NEVER = `'9999'`;

export const environmentSortFields: SortFields = {
  name: 'environments.name',
  owner: 'environments.owner',
  state: 'environments.state',
  blueprint: 'environments.blueprint_name',
  region: 'environments.region',
  createdAt: 'environments.created_at',
  updatedAt: 'environments.updated_at',
  expiresAt: {
    expression: `coalesce(leases.expires_at, ${NEVER})`,
    type: 'string',
    join: joinLeases,
  },
  endedAt: {
    expression: `coalesce(environments.ended_at, ${NEVER})`,
    type: 'string',
  },
  urgency: { expression: urgency(), type: 'string', join: joinLeases },
  hourlyCost: { expression: 'environments.hourly_cost', type: 'number' },
};

/** First those that failed, then those in grace, then those that change, then the others; each by what ends first. */
function urgency(): string {
  const states = (matches: (state: EnvironmentState) => boolean) =>
    statesWhere(matches)
      .map(state => `'${state}'`)
      .join(', ');
  const failed = `environments.state in (${states(hasFailed)})`;
  const inGrace = `leases.phase = 'grace'`;
  const rank = `case
    when ${failed} then '0'
    when ${inGrace} then '1'
    when environments.state in (${states(isChanging)}) then '2'
    else '3' end`;
  const end = `case
    when ${failed} then leases.deadline
    when ${inGrace} then leases.grace_ends_at
    else leases.expires_at end`;
  return `(${rank}) || coalesce(${end}, ${NEVER})`;
}

export function joinLeases(query: Knex.QueryBuilder): void {
  query.join('leases', 'leases.environment_id', 'environments.id');
}

/** The environments that match a query and that the caller may see. */
export function environmentsOf(
  knex: Knex,
  query: EnvironmentQuery,
  options: { caller: Caller; visible: Visibility<EnvironmentFilter> },
): Knex.QueryBuilder {
  const { scope, state, leasePhase, ended } = query;
  const { owner, blueprint, region, text } = query;
  const base: Knex.QueryBuilder = knex('environments');
  applyVisibility(base, options.visible, propertyColumns('environments'));
  whereScope(base, 'environments', scope, options.caller);
  if (state && state.length > 0) {
    base.whereIn('environments.state', state);
  } else {
    base.modify(ended ? whereGone : whereLiving);
  }
  if (leasePhase && leasePhase.length > 0) {
    base.whereIn(
      'environments.id',
      knex('leases').whereIn('phase', leasePhase).select('environment_id'),
    );
  }
  const exact = {
    'environments.owner': owner,
    'environments.blueprint_name': blueprint,
    'environments.region': region,
  };
  for (const [column, value] of Object.entries(exact)) {
    if (value !== undefined) {
      base.where(column, value);
    }
  }
  if (text) {
    whereText(
      base,
      [
        'environments.name',
        'environments.resource_ref',
        'environments.owner',
        'environments.blueprint_name',
      ],
      text,
    );
  }
  return base;
}
