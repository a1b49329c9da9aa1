import type { AuditorService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { ApiRequest } from './types';

/** The audit log entry of a write. */
export interface AuditedWrite {
  /** In kebab case, without the plugin's name. */
  eventId: string;
  /** Omitted: the write is not a request; `meta` names the caller. */
  request?: ApiRequest;
  meta?: JsonObject;
}

/** Runs a write and adds an audit log entry with its caller and its outcome. */
export async function audited<T>(
  auditor: AuditorService,
  { eventId, request, meta }: AuditedWrite,
  write: () => Promise<T>,
): Promise<T> {
  const event = await auditor.createEvent({
    eventId,
    request,
    severityLevel: 'medium',
    meta,
  });
  try {
    const result = await write();
    await event.success();
    return result;
  } catch (error) {
    await event.fail({
      error: toError(error),
    });
    throw error;
  }
}
