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
import { answerFindings } from './answerFindings';
import { fromConfigFinding, isError } from './findings';
import { type RawConfig, readRawConfig } from './rawConfig';
import { type RegionAnswers, valueOf } from './regionAnswers';
import { replacedMetadata } from './replacedMetadata';

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
  /** What the account allows. */
  rules: Pick<
    CheckOptions,
    'allowExtendedSupport' | 'privateEndpointReachable'
  >;
}

/** What forbids a config. */
export interface RefusedConfig {
  kind: 'refused';
  findings: Finding[];
}

/** A config that was rendered and checked and is not finished. */
export interface PreparedConfig {
  kind: 'prepared';
  config: JsonObject;
  findings: Finding[];
}

/** A config that eksctl may get, or what forbids it. */
export type BuiltConfig =
  | { kind: 'config'; yaml: string; shape: ClusterShape; findings: Finding[] }
  | RefusedConfig;

/** Renders and checks the config of an environment. */
export function prepareConfig(
  options: BuildOptions,
): PreparedConfig | RefusedConfig {
  return orRefused(options, () => {
    const rendered = render(options);
    return rendered.kind === 'config'
      ? check(rendered.config, options)
      : { kind: 'refused', findings: rendered.findings };
  });
}

/** Puts what the platform and AWS decide into a config that was checked, and writes it. */
export function finishConfig(
  prepared: PreparedConfig,
  options: BuildOptions,
  answers: RegionAnswers = {},
): BuiltConfig {
  const { blueprint, region } = options;
  const findings = [
    ...prepared.findings,
    ...answerFindings(prepared.config, answers, region).map(finding =>
      fromConfigFinding(finding, blueprint),
    ),
  ];
  return findings.some(isError)
    ? { kind: 'refused', findings }
    : orRefused(options, () => ({
        kind: 'config',
        ...write(prepared.config, options, answers),
        findings,
      }));
}

function orRefused<T>(
  { blueprint }: BuildOptions,
  make: () => T | RefusedConfig,
): T | RefusedConfig {
  try {
    return make();
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

function check(
  rendered: JsonObject,
  options: BuildOptions,
): PreparedConfig | RefusedConfig {
  const { blueprint, clusterName, region, rules } = options;
  const checks: CheckOptions = {
    ...rules,
    clusterName,
    region,
    allowedPaths: [...defaultAllowedPaths, ...blueprint.allowedPaths],
  };
  const config = normalizeClusterConfig(rendered, checks);
  const findings = [
    ...replacedMetadata(config, options),
    ...checkClusterConfig(config, checks),
  ].map(finding => fromConfigFinding(finding, blueprint));
  return findings.some(isError)
    ? { kind: 'refused', findings }
    : { kind: 'prepared', config, findings };
}

/** @throws ClusterConfigError when no text of the config can be made that eksctl reads as what was checked */
function write(
  checked: JsonObject,
  options: BuildOptions,
  answers: RegionAnswers,
): { yaml: string; shape: ClusterShape } {
  const { clusterName, region, tags, accessEntries } = options;
  const portalPrincipal = valueOf(answers.portalPrincipal);
  const config = finishClusterConfig(checked, {
    clusterName,
    region,
    tags,
    version: valueOf(answers.version),
    accessEntries: [
      ...(portalPrincipal ? [{ principalArn: portalPrincipal }] : []),
      ...accessEntries,
    ],
  });
  // A ClusterConfig is a map of JSON by its making; its type only names the fields that are known.
  const json = JSON.parse(JSON.stringify(config)) as JsonObject;
  return {
    yaml: serializeClusterConfig(json),
    shape: summarizeClusterConfig(json),
  };
}
