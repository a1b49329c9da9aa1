import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import { onBehalfOf } from 'backstage-plugin-eksctl-node';

/** Does work on behalf of the person who runs a task, or of all tasks that nobody is known for. */
export function asCaller<T>(
  { user }: Pick<ActionContext<never>, 'user'>,
  work: () => Promise<T>,
): Promise<T> {
  return onBehalfOf(user?.ref ?? 'scaffolder', work);
}
