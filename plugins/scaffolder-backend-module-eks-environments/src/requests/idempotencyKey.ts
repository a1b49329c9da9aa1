import { createHash } from 'node:crypto';
import type { JsonObject } from '@backstage/types';

/**
 * The key by which a step that runs again has no second effect.
 *
 * @remarks
 *
 * All iterations of an `each` have the ids of their step, so only their input tells them apart. A task that is tried again renders
 * the same input in the same order.
 */
export function idempotencyKey(
  run: { task: { id: string }; step?: { id?: string } },
  input: JsonObject,
): string {
  return createHash('sha256')
    .update(JSON.stringify([run.task.id, run.step?.id, input]))
    .digest('hex');
}
