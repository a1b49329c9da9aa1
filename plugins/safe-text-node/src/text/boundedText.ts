import { JsonObject } from '@backstage/types';
import { RefusedText } from '../findings';
import { refusedText } from '../findings/refusedText';
import { boundedTasks, DEADLINE_SECONDS } from '../pool';
import type { RenderedYaml, RenderOptions } from '../render';
import type { CompletedValues, DefaultProblem } from '../values';
import type { YamlDocument } from '../yaml/parseYamlDocument';
import type { TextTasks } from './textTasks';

const run = boundedTasks<TextTasks>(
  require.resolve('backstage-plugin-safe-text-node/tasks'),
);

/**
 * Renders a Handlebars template to a YAML map, in a worker process with a deadline. Values cannot change the structure of the document:
 * a YAML parser never reads them.
 *
 * Allowed are `{{expression}}`, `#if`, `#unless`, `#each`, `#with`, `else`, comments, and the helpers `default`, `eq`, `ne`, `gt`, `gte`,
 * `lt`, `lte`, `and`, `or`, `not`, `concat`, `join`, `lower`, `string`, `add`, `subtract`, `multiply`, `min`, `max` and `list`.
 *
 * @throws ServiceUnavailableError when the queue is full
 * @public
 */
export async function renderTemplate(
  options: RenderOptions,
): Promise<RenderedYaml | RefusedText> {
  const outcome = await run('renderToYaml', options);
  return outcome.kind === 'done'
    ? outcome.value
    : refusedText(
        'work-limit',
        `The template could not be rendered within ${DEADLINE_SECONDS} seconds; make it or the values smaller or simpler`,
      );
}

/**
 * Validates values against a JSON Schema and fills in the defaults of omitted values, in a worker process with a deadline.
 * @throws ServiceUnavailableError when the queue is full
 * @public
 */
export async function completeValues(
  schema: JsonObject,
  values: JsonObject,
): Promise<CompletedValues> {
  const outcome = await run('completeValuesOf', { schema, values });
  return outcome.kind === 'done'
    ? outcome.value
    : {
        values,
        problems: [
          {
            field: 'values',
            message: `values could not be checked within ${DEADLINE_SECONDS} seconds; a pattern or another rule of the schema takes too long for them`,
          },
        ],
      };
}

/**
 * Why a JSON Schema cannot be used, as the rest of a sentence. The schema is compiled in a worker process with a deadline.
 * @throws ServiceUnavailableError when the queue is full
 * @public
 */
export async function schemaProblem(
  schema: JsonObject,
): Promise<string | undefined> {
  const outcome = await run('findSchemaProblem', schema);
  return outcome.kind === 'done'
    ? outcome.value
    : `could not be compiled within ${DEADLINE_SECONDS} seconds`;
}

/**
 * Defaults of a JSON Schema that violate the schema itself. A required value without a default is not a problem.
 * @throws ServiceUnavailableError when the queue is full
 * @public
 */
export async function defaultProblems(
  schema: JsonObject,
): Promise<DefaultProblem[]> {
  const outcome = await run('findDefaultProblems', schema);
  return outcome.kind === 'done'
    ? outcome.value
    : [
        {
          path: [],
          message: `the defaults could not be checked within ${DEADLINE_SECONDS} seconds; a pattern or another rule of the schema takes too long for them`,
        },
      ];
}

/**
 * Errors of a template that do not depend on its values, as a sentence. The template is compiled in a worker process with a deadline.
 * @param names - that the template may use; if omitted, all
 * @throws ServiceUnavailableError when the queue is full
 * @public
 */
export async function templateProblem(
  template: string,
  names?: readonly string[],
): Promise<string | undefined> {
  const outcome = await run('findTemplateProblem', { template, names });
  return outcome.kind === 'done'
    ? outcome.value
    : `The template could not be compiled within ${DEADLINE_SECONDS} seconds`;
}

/**
 * Parses a YAML 1.2 document, in a worker process with a deadline. For one that a program with another parser reads, such as a Go program,
 * see `readYaml` of `backstage-plugin-safe-text-node/tasks`.
 * @throws ServiceUnavailableError when the queue is full
 * @public
 */
export async function readDocument(text: string): Promise<YamlDocument> {
  const outcome = await run('parseYamlDocument', text);
  return outcome.kind === 'done'
    ? outcome.value
    : {
        kind: 'invalid',
        message: `can't be read within ${DEADLINE_SECONDS} seconds; make it smaller`,
      };
}
