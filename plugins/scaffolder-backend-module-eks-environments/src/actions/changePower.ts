import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { powerStateLabels } from 'backstage-plugin-eks-environments-common';
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
import { type ActionTools, waitOptionsOf } from '../requests/submitRequest';
import { waitUntilPower } from '../waiting/waitForEnvironment';
import { WaitLimit, waitTimeoutSchema } from '../waiting/WaitLimit';
import { hibernateExamples, resumeExamples } from './changePower.examples';
import { outputAll } from './outputAll';

/** Hibernates an environment. */
export function createHibernateEnvironmentAction(tools: ActionTools) {
  return createChangePowerAction(tools, {
    id: 'eks-environments:hibernate',
    verb: 'hibernate',
    target: 'off',
    description:
      'Removes the nodes of an environment until it is resumed, on behalf of the person who runs the task',
    type: 'hibernate',
    examples: hibernateExamples,
  });
}

/** Resumes a hibernated environment. */
export function createResumeEnvironmentAction(tools: ActionTools) {
  return createChangePowerAction(tools, {
    id: 'eks-environments:resume',
    verb: 'resume',
    target: 'on',
    description:
      'Restores the nodes of a hibernated environment, on behalf of the person who runs the task',
    type: 'resume',
    examples: resumeExamples,
  });
}

function createChangePowerAction(
  tools: ActionTools,
  options: {
    id: string;
    /** For a dry run. */
    verb: string;
    target: 'on' | 'off';
    description: string;
    /** Of the operation. */
    type: 'hibernate' | 'resume';
    examples: typeof hibernateExamples;
  },
) {
  const { id, verb, target, description, type, examples } = options;
  return createTemplateAction({
    id,
    description,
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        ...environmentReferenceSchema,
        wait: z =>
          z
            .enum(['none', 'done'])
            .optional()
            .describe(
              'What to wait for: nothing (the default), or until the change is complete',
            ),
        ...waitTimeoutSchema,
      },
      output: {
        power: z => z.string().describe('Power of the environment'),
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
          const { name, power } = await environments.getEnvironment(
            environmentId,
            { credentials },
          );
          context.logger.info(
            `Would ${verb} ${name}, whose power is ${powerStateLabels[power]}`,
          );
          return;
        }
        const { environment: changed } = await environments.startOperation(
          environmentId,
          { type },
          { credentials, idempotencyKey: idempotencyKey(context, input) },
        );
        context.logger.info(
          `The power of ${changed.name} is ${
            powerStateLabels[changed.power]
          }: ${page.url}`,
        );
        const last =
          input.wait === 'done'
            ? await waitUntilPower(environmentId, target, {
                ...waitOptionsOf({ run: context, tools, limit }),
                whatGoesOn: `The operation continues: ${page.url}`,
              })
            : changed;
        outputAll(context, { power: last.power, ...page });
      });
    },
  });
}
