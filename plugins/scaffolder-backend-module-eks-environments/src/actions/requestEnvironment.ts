import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { withPlainErrors } from '../errors/plainErrors';
import { requestInputOf } from '../requests/requestInputOf';
import {
  requestInputSchema,
  requestOutputSchema,
  valuesSchema,
} from '../requests/requestSchema';
import { submitRequest, type ActionTools } from '../requests/submitRequest';
import { outputAll } from './outputAll';
import { examples } from './requestEnvironment.examples';

const id = 'eks-environments:request';

/** Requests an environment of a blueprint. */
export function createRequestEnvironmentAction(tools: ActionTools) {
  return createTemplateAction({
    id,
    description:
      'Requests an EKS cluster on a lease, on behalf of the person who runs the task',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        blueprint: z => z.string().describe('Name of the blueprint'),
        ...requestInputSchema,
        environmentId: z =>
          z
            .string()
            .optional()
            .describe(
              'Id of an environment whose creation failed, to revise its values instead of requesting a new one',
            ),
        values: z =>
          valuesSchema(z)
            .optional()
            .describe("The blueprint's parameters by their names"),
      },
      output: requestOutputSchema,
    },
    async handler(context) {
      const { input } = context;
      await withPlainErrors({ actionId: id, logger: tools.logger }, async () =>
        outputAll(
          context,
          await submitRequest({
            run: context,
            tools,
            input: requestInputOf(input),
            wait: input.wait,
            waitTimeout: input.waitTimeout,
          }),
        ),
      );
    },
  });
}
