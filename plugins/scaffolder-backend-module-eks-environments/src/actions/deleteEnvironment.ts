import { environmentStateLabels } from 'backstage-plugin-eks-environments-common';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { withPlainErrors } from '../errors/plainErrors';
import { idempotencyKey } from '../requests/idempotencyKey';
import {
  environmentReferenceSchema,
  resolveEnvironmentId,
} from '../requests/resolveEnvironment';
import { waitOptionsOf, type ActionTools } from '../requests/submitRequest';
import { waitUntilGone } from '../waiting/waitForEnvironment';
import { WaitLimit } from '../waiting/WaitLimit';
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
        waitTimeout: z =>
          z
            .string()
            .optional()
            .describe(
              'How long to wait at most, as an ISO 8601 duration up to PT2H. Default: PT1H',
            ),
      },
      output: {
        state: z => z.string().describe('State of the environment'),
        url: z => z.string().describe('Page of the environment'),
        path: z =>
          z
            .string()
            .describe(
              'The same page within the portal, for the links of a template',
            ),
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
        const path = `/environments/${environmentId}`;
        const url = `${tools.appBaseUrl}${path}`;
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
          }: ${url}`,
        );
        const last =
          input.wait === 'gone'
            ? await waitUntilGone(environmentId, {
                ...waitOptionsOf({ run: context, tools, limit }),
                whatGoesOn: `The deletion continues: ${url}`,
              })
            : deleted;
        outputAll(context, { state: last.state, url, path });
      });
    },
  });
}
