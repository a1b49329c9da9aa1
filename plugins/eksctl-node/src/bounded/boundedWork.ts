import { JsonObject } from '@backstage/types';
import { CheckOptions } from '../config/checkClusterConfig';
import { FinishOptions } from '../config/finishClusterConfig';
import {
  ConfigSource,
  PreparedConfig,
  RefusedConfig,
  RenderedConfig,
  WrittenConfig,
} from '../render/configWork';
import { CompletedValues } from '../values/completeValues';
import { DefaultProblem } from '../values/findDefaultProblems';
import { YamlDocument } from '../yaml/parseYamlDocument';
import { DEADLINE_SECONDS, runBounded } from './sharedPool';

/*
 * All work on templates, YAML and JSON Schema from users goes through this file. It never runs in the thread that serves requests, and it
 * has a deadline.
 */

const TOO_MUCH: RefusedConfig = {
  kind: 'refused',
  findings: [
    {
      severity: 'error',
      code: 'work-limit',
      message: `The config could not be made within ${DEADLINE_SECONDS} seconds; make the template, the values or the YAML smaller or simpler`,
    },
  ],
};

/**
 * Renders or parses a config, without checking it, in a worker process with a deadline.
 * @throws ServiceUnavailableError when the queue is full
 * @public
 */
export async function renderClusterConfig(
  source: ConfigSource,
): Promise<RenderedConfig | RefusedConfig> {
  const outcome = await runBounded('render', source);
  return outcome.kind === 'done' ? outcome.value : TOO_MUCH;
}

/**
 * Renders or parses a config and checks it, in a worker process with a deadline. Findings with the severity `error` reject it.
 * @throws ServiceUnavailableError when the queue is full
 * @public
 */
export async function prepareClusterConfig(options: {
  source: ConfigSource;
  checks: CheckOptions;
}): Promise<PreparedConfig | RefusedConfig> {
  const outcome = await runBounded('prepare', options);
  return outcome.kind === 'done' ? outcome.value : TOO_MUCH;
}

/**
 * Completes and serializes a prepared config, in a worker process with a deadline.
 * @throws ServiceUnavailableError when the queue is full
 * @public
 */
export async function writeClusterConfig(options: {
  config: JsonObject;
  finish: FinishOptions;
}): Promise<WrittenConfig | RefusedConfig> {
  const outcome = await runBounded('write', options);
  return outcome.kind === 'done' ? outcome.value : TOO_MUCH;
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
  const outcome = await runBounded('completeValuesOf', { schema, values });
  return outcome.kind === 'done'
    ? outcome.value
    : {
        values,
        problems: [
          {
            field: 'values',
            message: `values could not be checked within ${DEADLINE_SECONDS} seconds; a pattern or another rule of the blueprint takes too long for them`,
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
  const outcome = await runBounded('findSchemaProblem', schema);
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
  const outcome = await runBounded('findDefaultProblems', schema);
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
  const outcome = await runBounded('findTemplateProblem', { template, names });
  return outcome.kind === 'done'
    ? outcome.value
    : `The template could not be compiled within ${DEADLINE_SECONDS} seconds`;
}

/**
 * Parses a YAML document that is not meant for eksctl, such as a blueprint, in a worker process with a deadline.
 * @throws ServiceUnavailableError when the queue is full
 * @public
 */
export async function readDocument(text: string): Promise<YamlDocument> {
  const outcome = await runBounded('parseYamlDocument', text);
  return outcome.kind === 'done'
    ? outcome.value
    : {
        kind: 'invalid',
        message: `can't be read within ${DEADLINE_SECONDS} seconds; make it smaller`,
      };
}
