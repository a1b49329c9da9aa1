import { createHash } from 'node:crypto';
import type { JsonObject } from '@backstage/types';

/**
 * The key that makes a repeated step idempotent.
 *
 * @remarks
 *
 * All iterations of an `each` have the same step id, so only their input distinguishes them. A retried task renders the same input in the
 * same order.
 */
export function idempotencyKey(
  run: { task: { id: string }; step?: { id?: string } },
  input: JsonObject,
): string {
  return createHash('sha256')
    .update(JSON.stringify([run.task.id, run.step?.id, input]))
    .digest('hex');
}
