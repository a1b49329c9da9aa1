import { ConflictError, InputError } from '@backstage/errors';
import {
  type CostEstimate,
  environmentExtendPermission,
  type Finding,
  type Plan,
  type PlanChange,
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
  extendedEnd,
  readExtension,
} from '../../../leases/readExtension';
import { refusal } from '../../findings';

/** The input of a request of the type `extend`: by how much, or until when. */
const inputSchema = z
  .object({ duration: z.string().optional(), until: z.string().optional() })
  .strict();

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
  const refused = (
    code: string,
    field: string,
    message: string,
  ): WantedEnd => ({
    kind: 'refused',
    finding: refusal(code, field, message),
  });
  const leased = { state, lease };
  const check = checkExtension(leased, now, 'withApproval');
  if (check.kind === 'refused') {
    const { code, message } = check.reason;
    return refused(code, 'environmentId', message);
  }
  let extension: Extension;
  let end: DateTime;
  try {
    extension = readExtension(input);
    end = extendedEnd(leased, { extension, limit: 'withApproval' }, now);
  } catch (error) {
    if (error instanceof InputError || error instanceof ConflictError) {
      return refused('extension-invalid', 'input', error.message);
    }
    throw error;
  }
  const own = checkExtension(leased, now);
  return own.kind === 'extendable' && end <= own.latest
    ? refused(
        'extension-needs-no-request',
        'input',
        'This extension needs no approval; extend the lease instead',
      )
    : { kind: 'wanted', from: check.from, end };
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

/** What the environment costs from the present end of its lease to the new one, as its request said. */
async function costOf(
  knex: Knex,
  { request_id: id }: EnvironmentRow,
  { from, end }: { from: DateTime; end: DateTime },
): Promise<CostEstimate | undefined> {
  const request = await knex<RequestRow>('requests')
    .where({ id })
    .first('plan');
  const { cost }: Partial<Plan> = JSON.parse(request?.plan ?? '{}');
  return cost && costOfHours(cost, end.diff(from).as('hours'));
}
