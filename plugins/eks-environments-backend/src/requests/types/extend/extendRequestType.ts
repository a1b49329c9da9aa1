import { InputError } from '@backstage/errors';
import {
  type CostEstimate,
  type CostItem,
  environmentExtendPermission,
  type Finding,
  type Message,
  type MoneyBand,
  type Plan,
  type PlanChange,
  toDuration,
} from 'backstage-plugin-eks-environments-common';
import type { RequestType } from 'backstage-plugin-eks-environments-node';
import type { DateTime } from 'luxon';
import type { Knex } from 'knex';
import { z } from 'zod';
import { costOfHours } from '../../../costs';
import {
  type EnvironmentRow,
  fromColumn,
  type LeaseRow,
  type RequestRow,
  toColumn,
} from '../../../database';
import { findEnvironment } from '../../../environments/findEnvironment';
import type { EventRecorder } from '../../../events/types';
import { checkExtension } from '../../../leases/checkExtension';
import { extendLease } from '../../../leases/extendLease';
import { findLease } from '../../../leases/findLease';
import {
  type Extension,
  endOf,
  endProblem,
  PAST_LIMIT,
  readExtension,
} from '../../../leases/readExtension';
import { storedTime } from '../../../leases/leaseTimes';
import { toMicroDollars, toMoney } from '../../../util/money';
import { refusal } from '../../findings';

/** The input of a request of the type `extend`: by how much, or until when. */
const inputSchema = z
  .object({
    duration: z.string().max(64).optional(),
    until: z.string().max(64).optional(),
  })
  .strict();

/** The codes of what the present state of the lease forbids. */
const CONFLICTS = [
  'lease-not-running',
  'lease-at-maximum',
  'lease-end-invalid',
  PAST_LIMIT,
];

type ExtendInput = z.infer<typeof inputSchema>;

/** What was shown to whoever approves. */
interface ExtendDetails {
  /** The end that was requested, ISO 8601 in UTC. */
  end: string;
}

/** Requests to extend a lease past what its owner may do without an approval, up to the total that always holds. */
export function extendRequestType(options: {
  knex: Knex;
  events: EventRecorder;
}): RequestType<ExtendInput, ExtendDetails> {
  const { knex, events } = options;
  return {
    type: 'extend',
    title: 'Extension',
    input: inputSchema,
    permission: environmentExtendPermission,
    reason: 'required',
    conflicts: CONFLICTS,

    async plan(input, { environment: { id }, at }) {
      const environment = await findEnvironment(knex, id);
      const lease = await findLease(knex, id);
      const now = fromColumn(at);
      const wanted = wantedEnd({ environment, lease, input }, now);
      if (wanted.kind === 'refused') {
        return {
          findings: [wanted.finding],
          changes: [],
          details: { end: '' },
        };
      }
      const { from, end } = wanted;
      return {
        findings: [],
        changes: changesOf(lease, end),
        lease: wholeLease(lease, end),
        cost: await costOf(knex, environment, { from, end }),
        personDecides:
          'A person decides, because it is past what the owner can extend without approval',
        details: { end: toColumn(end) },
      };
    },

    async approve({ knex: transaction, at }, request) {
      await extendLease(transaction, {
        environmentId: request.environment.id,
        extension: { kind: 'until', end: fromColumn(request.details.end) },
        limit: 'withApproval',
        reason: request.reason,
        actor: request.requester,
        events,
        now: fromColumn(at),
      });
    },
  };
}

type WantedEnd =
  | { kind: 'wanted'; from: DateTime; end: DateTime }
  | { kind: 'refused'; finding: Finding };

/** The requested end, if only an approval leads to it. */
function wantedEnd(
  {
    environment: { state },
    lease,
    input,
  }: { environment: EnvironmentRow; lease: LeaseRow; input: ExtendInput },
  now: DateTime,
): WantedEnd {
  const leased = { state, lease };
  const check = checkExtension(leased, now, 'withApproval');
  if (check.kind === 'refused') {
    return refused('environmentId', check.reason);
  }
  const extension = readInput(input);
  if ('code' in extension) {
    return refused('input', extension);
  }
  const end = endOf(extension, check.from);
  const problem = endProblem(end, check);
  if (problem) {
    return refused('input', problem);
  }
  const own = checkExtension(leased, now);
  return own.kind === 'extendable' && end <= own.latest
    ? refused('input', {
        code: 'extension-needs-no-request',
        message: 'This extension needs no approval; extend the lease instead',
      })
    : { kind: 'wanted', from: check.from, end };
}

/** The extension, or what is wrong with the input. */
function readInput(input: ExtendInput): Extension | Message {
  try {
    return readExtension(input);
  } catch (error) {
    if (error instanceof InputError) {
      return { code: 'extension-invalid', message: error.message };
    }
    throw error;
  }
}

function refused(field: string, { code, message, params }: Message): WantedEnd {
  return { kind: 'refused', finding: refusal(code, field, message, params) };
}

/** How long the whole lease would be. */
function wholeLease(
  { started_at: startedAt }: LeaseRow,
  end: DateTime,
): string | undefined {
  const start = storedTime(startedAt);
  const reading =
    start && toDuration({ minutes: Math.round(end.diff(start).as('minutes')) });
  return reading?.kind === 'duration' ? reading.duration : undefined;
}

function changesOf(lease: LeaseRow, end: DateTime): PlanChange[] {
  return [
    {
      code: 'lease-end',
      title: 'End of the lease',
      format: 'time',
      before: lease.expires_at ?? undefined,
      after: toColumn(end),
    },
  ];
}

/** What the environment costs from the present end of its lease to the new one, at its present rate. */
async function costOf(
  knex: Knex,
  environment: EnvironmentRow,
  { from, end }: { from: DateTime; end: DateTime },
): Promise<CostEstimate> {
  const items: CostItem[] = JSON.parse(environment.cost_items);
  const request = await knex<RequestRow>('requests')
    .where('id', environment.request_id)
    .first('plan');
  const { cost: planned }: Partial<Plan> = JSON.parse(request?.plan ?? '{}');
  return costOfHours(
    {
      hourly: hourlyOf(items, environment.hourly_cost),
      items,
      unpriced: JSON.parse(environment.unpriced),
      priceDate: planned?.priceDate ?? '',
      priceSource: planned?.priceSource ?? '',
      exact: planned?.exact ?? true,
    },
    end.diff(from).as('hours'),
  );
}

/** The rates of the items together; the rate of the environment where no items are known. */
function hourlyOf(items: CostItem[], rate: number): MoneyBand {
  const sum = (of: keyof MoneyBand) =>
    items.length === 0
      ? toMoney(rate)
      : toMoney(
          items
            .map(({ hourly }) => toMicroDollars(hourly[of].amount))
            .reduce((total, each) => total + each, 0),
        );
  return { min: sum('min'), desired: sum('desired'), max: sum('max') };
}
