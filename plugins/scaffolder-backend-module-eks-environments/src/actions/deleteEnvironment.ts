import { environmentStateLabels } from 'backstage-plugin-eks-environments-common';
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
import { waitOptionsOf, type ActionTools } from '../requests/submitRequest';
import { waitUntilGone } from '../waiting/waitForEnvironment';
import { WaitLimit, waitTimeoutSchema } from '../waiting/WaitLimit';
import { examples } from './deleteEnvironment.examples';
import { outputAll } from './outputAll';

const id = 'eks-environments:delete';

/** Deletes an environment, or cancels its creation. */
export function createDeleteEnvironmentAction(tools: ActionTools) {
  return createTemplateAction({
    id,
    description:
      'Deletes an environment before its lease ends, on behalf of the person who runs the task',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        ...environmentReferenceSchema,
        reason: z => z.string().optional().describe('Why, for the timeline'),
        wait: z =>
          z
            .enum(['none', 'gone'])
            .optional()
            .describe(
              'What to wait for: nothing (the default), or until nothing is left',
            ),
        ...waitTimeoutSchema,
      },
      output: {
        state: z => z.string().describe('State of the environment'),
        ...environmentPageSchema,
      },
    },
    async handler(context) {
      const { input } = context;
      const { environments, logger, timing } = tools;
      await withPlainErrors({ actionId: id, logger }, async () => {
        const limit = WaitLimit.start(input.waitTimeout || undefined, timing);
        const credentials = await context.getInitiatorCredentials();
        const environmentId = await resolveEnvironmentId({
          input,
          tools,
          credentials,
        });
        const page = environmentPage(environmentId, tools);
        if (context.isDryRun) {
          const { name, state } = await environments.getEnvironment(
            environmentId,
            { credentials },
          );
          context.logger.info(
            `Would delete ${name}, whose state is ${environmentStateLabels[state]}`,
          );
          return;
        }
        const deleted = await environments.deleteEnvironment(
          environmentId,
          { reason: input.reason || undefined },
          {
            credentials,
            idempotencyKey: idempotencyKey(context, input),
          },
        );
        context.logger.info(
          `The state of ${deleted.name} is ${
            environmentStateLabels[deleted.state]
          }: ${page.url}`,
        );
        const last =
          input.wait === 'gone'
            ? await waitUntilGone(environmentId, {
                ...waitOptionsOf({ run: context, tools, limit }),
                whatGoesOn: `The deletion continues: ${page.url}`,
              })
            : deleted;
        outputAll(context, { state: last.state, ...page });
      });
    },
  });
}
