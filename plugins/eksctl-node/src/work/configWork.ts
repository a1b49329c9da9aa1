import { JsonObject } from '@backstage/types';
import { RenderOptions } from 'backstage-plugin-safe-text-node';
import {
  checkWritable,
  MAXIMUM_FINDINGS,
  renderToJson,
} from 'backstage-plugin-safe-text-node/tasks';
import {
  checkClusterConfig,
  CheckOptions,
  normalizeClusterConfig,
} from '../config/checkClusterConfig';
import { ClusterConfigError } from '../config/ClusterConfigError';
import {
  finishClusterConfig,
  FinishOptions,
} from '../config/finishClusterConfig';
import { parseClusterConfig } from '../config/parseClusterConfig';
import { serializeClusterConfig } from '../config/serializeClusterConfig';
import { summarizeClusterConfig } from '../config/summarizeClusterConfig';
import { Finding } from '../model/Finding';
import { ClusterShape } from '../model/clusterShape';

/* The steps of processing user input. All of them run in worker processes, so arguments and results are JSON, and refusals are values. */

/**
 * The source of a config: a template with its values, YAML from a user, or a map.
 *
 * @public
 */
export type ConfigSource =
  | ({ kind: 'template' } & RenderOptions)
  | { kind: 'yaml'; text: string }
  | { kind: 'map'; config: JsonObject };

/**
 * Findings that reject a config, and the config if it could be parsed.
 *
 * @public
 */
export type RefusedConfig = {
  kind: 'refused';
  findings: Finding[];
  config?: JsonObject;
};

/**
 * An unchecked config, and its YAML.
 *
 * @public
 */
export type RenderedConfig = {
  kind: 'config';
  config: JsonObject;
  yaml: string;
};

/**
 * A checked config without values that have no effect, and the findings that do not reject it.
 *
 * @public
 */
export type PreparedConfig = {
  kind: 'prepared';
  config: JsonObject;
  findings: Finding[];
};

/**
 * The config that eksctl gets, and its size and cost factors.
 *
 * @public
 */
export type WrittenConfig = {
  kind: 'written';
  yaml: string;
  shape: ClusterShape;
};

function render(source: ConfigSource): RenderedConfig | RefusedConfig {
  return refusing(() => {
    const config = read(source);
    return { kind: 'config', config, yaml: serializeClusterConfig(config) };
  });
}

export function prepare({
  source,
  checks,
}: {
  source: ConfigSource;
  checks: CheckOptions;
}): PreparedConfig | RefusedConfig {
  return refusing(() => {
    const rendered = read(source, checks);
    const config = normalizeClusterConfig(rendered, checks);
    const findings = checkClusterConfig(config, checks);
    return findings.some(({ severity }) => severity === 'error')
      ? {
          kind: 'refused',
          findings: findings.slice(0, MAXIMUM_FINDINGS),
          config,
        }
      : { kind: 'prepared', config, findings };
  });
}

function write({
  config,
  finish,
}: {
  config: JsonObject;
  finish: FinishOptions;
}): WrittenConfig | RefusedConfig {
  return refusing(() => {
    const finished: JsonObject = JSON.parse(
      JSON.stringify(finishClusterConfig(config, finish)),
    );
    return {
      kind: 'written',
      yaml: serializeClusterConfig(finished),
      shape: summarizeClusterConfig(finished),
    };
  });
}

/** The tasks of this library in worker processes. */
export const configTasks = { prepare, render, write };

export type ConfigTasks = typeof configTasks;

/**
 * @param checks - options of further checks on a rejected config, so that all findings are returned at once
 * @throws ClusterConfigError when it is not a config, or exceeds the maximum size
 */
function read(source: ConfigSource, checks?: CheckOptions): JsonObject {
  const config = readSource(source, checks);
  const findings = checkWritable(config);
  if (findings.length > 0) {
    throw new ClusterConfigError(findings);
  }
  return config;
}

function readSource(source: ConfigSource, checks?: CheckOptions): JsonObject {
  switch (source.kind) {
    case 'template': {
      const rendered = renderToJson(source);
      if (rendered.kind === 'rendered') {
        return rendered.value;
      }
      throw new ClusterConfigError(rendered.findings);
    }
    case 'yaml': {
      const parsed = parseClusterConfig(source.text);
      if (parsed.kind === 'config') {
        return parsed.config;
      }
      const { findings, config } = parsed;
      throw new ClusterConfigError([
        ...findings,
        ...(config && checks ? findingsBeside(findings, config, checks) : []),
      ]);
    }
    default:
      return source.config;
  }
}

/** Findings of a config, except for the places that already have one. */
function findingsBeside(
  found: Finding[],
  config: JsonObject,
  checks: CheckOptions,
): Finding[] {
  const places = new Set(found.map(({ path }) => path));
  const isFound = ({ path, places: several }: Finding) =>
    (several ?? [path]).every(place => places.has(place));
  return checkClusterConfig(config, checks)
    .filter(
      finding =>
        finding.severity === 'error' &&
        (finding.code === 'path-not-allowed' || !isFound(finding)),
    )
    .slice(0, MAXIMUM_FINDINGS - found.length);
}

function refusing<T>(work: () => T): T | RefusedConfig {
  try {
    return work();
  } catch (error) {
    if (error instanceof ClusterConfigError) {
      return { kind: 'refused', findings: error.findings };
    }
    throw error;
  }
}
