import type {
  OperationEnvironment,
  OperationTrigger,
  TriggerAvailability,
} from 'backstage-plugin-eks-environments-node';
import { z } from 'zod';

const availabilitySchema = z.union([
  z.object({ kind: z.literal('possible') }),
  z.object({ kind: z.literal('notOffered') }),
  z.object({
    kind: z.literal('refused'),
    reason: z
      .object({ code: z.string().min(1), message: z.string().min(1) })
      .passthrough(),
  }),
]);

/**
 * Asks a trigger whether people can start its operation now.
 *
 * @throws Error when it fails, or returns what is no availability
 */
export function readAvailability(
  trigger: OperationTrigger<any>,
  environment: OperationEnvironment,
): TriggerAvailability {
  const answer: unknown = trigger.availability(environment);
  if (answer instanceof Promise) {
    // Nobody else handles its rejection.
    answer.catch(() => {});
  }
  if (!availabilitySchema.safeParse(answer).success) {
    throw new Error(
      'it must return possible, notOffered, or refused with a reason that has a code and a message, and no promise',
    );
  }
  return answer as TriggerAvailability;
}
