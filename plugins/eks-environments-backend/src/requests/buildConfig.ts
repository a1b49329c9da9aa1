import type { JsonObject } from '@backstage/types';
import type { Finding } from 'backstage-plugin-eks-environments-common';
import {
  type AccessPrincipal,
  checkClusterConfig,
  type CheckOptions,
  ClusterConfigError,
  type ClusterShape,
  defaultAllowedPaths,
  finishClusterConfig,
  normalizeClusterConfig,
  renderClusterConfig,
  serializeClusterConfig,
  summarizeClusterConfig,
} from 'backstage-plugin-eksctl-node';
import { type BlueprintDefinition, CONTEXT_NAME } from '../blueprints';
import { fromConfigFinding, isError } from './findings';
import { type RawConfig, readRawConfig } from './rawConfig';

/** What a config is made of besides the blueprint. */
export interface BuildOptions {
  blueprint: BlueprintDefinition;
  /** Complete and checked against the blueprint's parameters. */
  values: JsonObject;
  name: string;
  clusterName: string;
  owner: string;
  account: string;
  region: string;
  tags: Record<string, string>;
  accessEntries: AccessPrincipal[];
}

/** A config that eksctl may get, or what forbids it. */
export type BuiltConfig =
  | { kind: 'config'; yaml: string; shape: ClusterShape; findings: Finding[] }
  | { kind: 'refused'; findings: Finding[] };

/** Renders, checks, finishes and writes the config of an environment. */
export function buildConfig(options: BuildOptions): BuiltConfig {
  const { blueprint } = options;
  try {
    const rendered = render(options);
    return rendered.kind === 'config'
      ? finish(rendered.config, options)
      : { kind: 'refused', findings: rendered.findings };
  } catch (error) {
    if (error instanceof ClusterConfigError) {
      return {
        kind: 'refused',
        findings: error.findings.map(finding =>
          fromConfigFinding(finding, blueprint),
        ),
      };
    }
    throw error;
  }
}

/** @throws ClusterConfigError when the template and the values make no config */
function render(options: BuildOptions): RawConfig {
  const { blueprint, values, name, clusterName, owner, account, region } =
    options;
  if (blueprint.template === undefined) {
    return readRawConfig(values.config);
  }
  const { config } = renderClusterConfig({
    template: blueprint.template,
    values,
    context: {
      [CONTEXT_NAME]: { name, clusterName, owner, account, region },
    },
  });
  return { kind: 'config', config };
}

/** @throws ClusterConfigError when no text of the config can be made that eksctl reads as what was checked */
function finish(rendered: JsonObject, options: BuildOptions): BuiltConfig {
  const { blueprint, clusterName, region, tags, accessEntries } = options;
  const checks: CheckOptions = {
    clusterName,
    region,
    allowedPaths: [...defaultAllowedPaths, ...blueprint.allowedPaths],
  };
  const normalized = normalizeClusterConfig(rendered, checks);
  const findings = checkClusterConfig(normalized, checks).map(finding =>
    fromConfigFinding(finding, blueprint),
  );
  if (findings.some(isError)) {
    return { kind: 'refused', findings };
  }
  const config = finishClusterConfig(normalized, {
    clusterName,
    region,
    tags,
    accessEntries,
  });
  // A ClusterConfig is a map of JSON by its making; its type only names the fields that are known.
  const json = JSON.parse(JSON.stringify(config)) as JsonObject;
  return {
    kind: 'config',
    yaml: serializeClusterConfig(json),
    shape: summarizeClusterConfig(json),
    findings,
  };
}
