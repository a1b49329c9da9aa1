import { JsonObject } from '@backstage/types';
import {
  boundedTasks,
  DEADLINE_SECONDS,
} from 'backstage-plugin-safe-text-node';
import type { CheckOptions } from '../config/checkClusterConfig';
import type { FinishOptions } from '../config/finishClusterConfig';
import type {
  ConfigSource,
  ConfigTasks,
  PreparedConfig,
  RefusedConfig,
  RenderedConfig,
  WrittenConfig,
} from './configWork';

const run = boundedTasks<ConfigTasks>(
  require.resolve('backstage-plugin-eksctl-node/configTasks'),
);

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
  const outcome = await run('render', source);
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
  const outcome = await run('prepare', options);
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
  const outcome = await run('write', options);
  return outcome.kind === 'done' ? outcome.value : TOO_MUCH;
}
