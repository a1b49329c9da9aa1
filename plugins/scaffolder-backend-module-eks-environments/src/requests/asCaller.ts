import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import { onBehalfOf } from 'backstage-plugin-safe-text-node';

/** Runs work on behalf of the user who runs a task, or of one shared caller for all tasks without a known user. */
export function asCaller<T>(
  { user }: Pick<ActionContext<never>, 'user'>,
  work: () => Promise<T>,
): Promise<T> {
  return onBehalfOf(user?.ref ?? 'scaffolder', work);
}
