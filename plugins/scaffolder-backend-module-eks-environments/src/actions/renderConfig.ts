import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { prepareClusterConfig } from 'backstage-plugin-eksctl-node';
import { withPlainErrors } from '../errors/plainErrors';
import { asCaller } from '../requests/asCaller';
import {
  describeFinding,
  readTemplateFile,
  refusedTemplate,
  renderSource,
} from '../requests/templateFile';
import { valuesSchema } from '../requests/requestSchema';
import type { ActionTools } from '../requests/submitRequest';
import { examples } from './renderConfig.examples';

const id = 'eksctl:render';

/** Renders a Handlebars template in the workspace into a checked ClusterConfig. */
export function createRenderConfigAction(tools: Pick<ActionTools, 'logger'>) {
  return createTemplateAction({
    id,
    description:
      'Renders a Handlebars template of an eksctl ClusterConfig and checks the result; values can not change the structure of the template',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        templatePath: z =>
          z.string().describe('Template file, relative to the workspace'),
        outputPath: z =>
          z
            .string()
            .optional()
            .describe('Where to write the config. Default: cluster.yaml'),
        values: z =>
          valuesSchema(z)
            .optional()
            .describe('Values for the template by their names'),
      },
      output: {
        path: z => z.string().describe('Where the config was written'),
        config: z => z.string().describe('The config in YAML'),
      },
    },
    async handler(context) {
      const { templatePath, outputPath, values } = context.input;
      await withPlainErrors(
        { actionId: id, logger: tools.logger },
        async () => {
          const path = outputPath || 'cluster.yaml';
          const target = resolveSafeChildPath(context.workspacePath, path);
          const template = await readTemplateFile({
            workspacePath: context.workspacePath,
            templatePath,
          });
          const checked = await asCaller(context, () =>
            prepareClusterConfig({
              source: { kind: 'template', template, values: values ?? {} },
              checks: {},
            }),
          );
          for (const finding of checked.findings) {
            context.logger.info(
              `${finding.severity}: ${describeFinding(finding)}`,
            );
          }
          if (checked.kind === 'refused') {
            const errors = checked.findings.filter(
              ({ severity }) => severity === 'error',
            );
            throw refusedTemplate(templatePath, errors);
          }
          const { yaml } = await asCaller(context, () =>
            renderSource(templatePath, {
              kind: 'map',
              config: checked.config,
            }),
          );
          await mkdir(dirname(target), { recursive: true });
          await writeFile(target, yaml);
          context.logger.info(`Wrote ${path}`);
          context.output('path', path);
          context.output('config', yaml);
        },
      );
    },
  });
}
