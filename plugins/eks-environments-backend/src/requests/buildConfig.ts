import type { JsonObject } from '@backstage/types';
import type { Finding } from 'backstage-plugin-eks-environments-common';
import {
  type AccessPrincipal,
  checkClusterConfig,
  type CheckOptions,
  ClusterConfigRenderError,
  type ClusterShape,
  defaultAllowedPaths,
  finishClusterConfig,
  normalizeClusterConfig,
  renderClusterConfig,
  serializeClusterConfig,
  summarizeClusterConfig,
} from 'backstage-plugin-eksctl-node';
import { type BlueprintDefinition, CONTEXT_NAME } from '../blueprints';
import { fromConfigFinding, isError, refusal } from './findings';
import { readRawConfig } from './rawConfig';

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

/** Renders, checks and finishes the config of an environment. */
export function buildConfig(options: BuildOptions): BuiltConfig {
  const { blueprint, clusterName, region, tags, accessEntries } = options;
  const rendered = render(options);
  if ('findings' in rendered) {
    return { kind: 'refused', findings: rendered.findings };
  }
  const checks: CheckOptions = {
    clusterName,
    region,
    allowedPaths: [...defaultAllowedPaths, ...blueprint.allowedPaths],
  };
  const normalized = normalizeClusterConfig(rendered.config, checks);
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

function render(
  options: BuildOptions,
): { config: JsonObject } | { findings: Finding[] } {
  const { blueprint, values, name, clusterName, owner, account, region } =
    options;
  if (blueprint.template === undefined) {
    const raw = readRawConfig(values.config);
    return raw.kind === 'config'
      ? { config: raw.config }
      : {
          findings: [
            refusal(
              'raw-config',
              'values.config',
              `values.config ${raw.message}`,
            ),
          ],
        };
  }
  try {
    return renderClusterConfig({
      template: blueprint.template,
      values,
      context: {
        [CONTEXT_NAME]: { name, clusterName, owner, account, region },
      },
    });
  } catch (error) {
    if (error instanceof ClusterConfigRenderError) {
      return {
        findings: error.findings.map(finding =>
          fromConfigFinding(finding, blueprint),
        ),
      };
    }
    throw error;
  }
}
