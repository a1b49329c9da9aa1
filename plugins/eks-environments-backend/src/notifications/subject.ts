import type { Knex } from 'knex';
import type { EnvironmentRow, RequestRow } from '../database';
import type { NewEvent } from '../events/types';

export interface MessageSubject {
  environmentId?: string;
  requestId: string;
  /** Of an event about a request. */
  request?: RequestRow;
  name: string;
  blueprint: string;
  owner: string;
  requester: string;
}

/** The environment or request of an event; undefined when the event is about neither. */
export async function findSubject(
  transaction: Knex.Transaction,
  { environmentId, requestId }: NewEvent,
): Promise<MessageSubject | undefined> {
  if (environmentId) {
    const row = await transaction<EnvironmentRow>('environments')
      .where('id', environmentId)
      .first();
    return (
      row && {
        ...subjectOf(row),
        environmentId,
        requestId: requestId ?? row.request_id,
      }
    );
  }
  const row =
    requestId &&
    (await transaction<RequestRow>('requests').where('id', requestId).first());
  return row
    ? {
        ...subjectOf(row),
        environmentId: row.environment_id ?? undefined,
        requestId: row.id,
        request: row,
      }
    : undefined;
}

function subjectOf(row: EnvironmentRow | RequestRow) {
  return {
    name: row.name,
    blueprint: row.blueprint_name,
    owner: row.owner,
    requester: row.requester,
  };
}
