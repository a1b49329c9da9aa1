import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { withPlainErrors } from '../errors/plainErrors';
import {
  environmentPage,
  environmentPageSchema,
} from '../requests/environmentPage';
import { idempotencyKey } from '../requests/idempotencyKey';
import {
  environmentReferenceSchema,
  resolveEnvironmentId,
} from '../requests/resolveEnvironment';
import type { ActionTools } from '../requests/submitRequest';
import { examples } from './extendEnvironment.examples';
import { outputAll } from './outputAll';

const id = 'eks-environments:extend';

/** Extends the lease of an environment. */
export function createExtendEnvironmentAction(tools: ActionTools) {
  return createTemplateAction({
    id,
    description:
      'Extends the lease of an environment, on behalf of the person who runs the task',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        ...environmentReferenceSchema,
        duration: z =>
          z.string().describe('By how much, as an ISO 8601 duration'),
        reason: z => z.string().describe('Why it is still needed'),
      },
      output: {
        expiresAt: z =>
          z.string().optional().describe('New end of the lease, ISO 8601'),
        ...environmentPageSchema,
      },
    },
    async handler(context) {
      const { duration, reason } = context.input;
      await withPlainErrors(
        { actionId: id, logger: tools.logger },
        async () => {
          const credentials = await context.getInitiatorCredentials();
          const environmentId = await resolveEnvironmentId({
            input: context.input,
            tools,
            credentials,
          });
          const page = environmentPage(environmentId, tools);
          if (context.isDryRun) {
            const { name, lease } = await tools.environments.getEnvironment(
              environmentId,
              { credentials },
            );
            context.logger.info(
              `Would extend the lease of ${name}, which ends at ${lease.expiresAt}, by ${duration}`,
            );
            return;
          }
          const { name, lease } = await tools.environments.extendLease(
            environmentId,
            { duration, reason },
            {
              credentials,
              idempotencyKey: idempotencyKey(context, context.input),
            },
          );
          context.logger.info(
            `The lease of ${name} ends at ${lease.expiresAt}`,
          );
          outputAll(context, { expiresAt: lease.expiresAt, ...page });
        },
      );
    },
  });
}
