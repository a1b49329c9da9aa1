import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { withPlainErrors } from '../errors/plainErrors';
import { asCaller } from '../requests/asCaller';
import { readTemplateFile, renderSource } from '../requests/templateFile';
import { requestInputOf } from '../requests/requestInputOf';
import {
  requestInputSchema,
  requestOutputSchema,
  valuesSchema,
} from '../requests/requestSchema';
import { submitRequest, type ActionTools } from '../requests/submitRequest';
import { examples } from './createCluster.examples';
import { outputAll } from './outputAll';

const id = 'eksctl:create-cluster';

const DEFAULT_BLUEPRINT = 'raw-cluster-config';

/**
 * Renders a hand-written template and has eksctl create the cluster.
 *
 * @remarks
 *
 * The cluster is an ordinary environment: the engine runs eksctl once the request is approved. The blueprint restricts what the config
 * may contain, and must be one that accepts a whole config.
 */
export function createCreateClusterAction(tools: ActionTools) {
  return createTemplateAction({
    id,
    description:
      'Renders a Handlebars template of an eksctl ClusterConfig and creates the cluster with eksctl, as an environment on a lease with quota and approval',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        blueprint: z =>
          z
            .string()
            .optional()
            .describe(
              `Name of a blueprint that takes a whole config. Default: ${DEFAULT_BLUEPRINT}`,
            ),
        templatePath: z =>
          z.string().describe('Template file, relative to the workspace'),
        ...requestInputSchema,
        values: z =>
          valuesSchema(z)
            .optional()
            .describe('Values for the template by their names'),
      },
      output: {
        ...requestOutputSchema,
        config: z => z.string().describe('The config that was asked for'),
      },
    },
    async handler(context) {
      const { input } = context;
      await withPlainErrors(
        { actionId: id, logger: tools.logger },
        async () => {
          const { templatePath } = input;
          const template = await readTemplateFile({
            workspacePath: context.workspacePath,
            templatePath,
          });
          const { yaml } = await asCaller(context, () =>
            renderSource(templatePath, {
              kind: 'template',
              template,
              values: input.values ?? {},
            }),
          );
          context.output('config', yaml);
          outputAll(
            context,
            await submitRequest({
              run: context,
              tools,
              input: requestInputOf({
                ...input,
                blueprint: input.blueprint || DEFAULT_BLUEPRINT,
                values: { config: yaml },
              }),
              wait: input.wait,
              waitTimeout: input.waitTimeout,
            }),
          );
        },
      );
    },
  });
}
