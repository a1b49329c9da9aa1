import type { JsonObject } from '@backstage/types';
import {
  EKS_ENVIRONMENTS_PREFIX,
  type Finding,
  isRefusal,
} from 'backstage-plugin-eks-environments-common';
import {
  type AccessPrincipal,
  type CheckOptions,
  type ClusterShape,
  type ConfigSource,
  defaultAllowedPaths,
  type Finding as ConfigFinding,
  prepareClusterConfig,
  writeClusterConfig,
} from 'backstage-plugin-eksctl-node';
import {
  type ProvisionerBlueprint,
  TEMPLATE_FACTS,
  templateNames,
} from 'backstage-plugin-eks-environments-node';
import { answerFindings } from './answerFindings';
import { fromConfigFinding } from './findings';
import { rawSource } from './rawConfig';
import { type RegionAnswers, valueOf } from '../preflight/regionAnswers';
import { replacedMetadata } from './replacedMetadata';

/** The inputs of a config besides the blueprint. */
export interface BuildOptions {
  blueprint: ProvisionerBlueprint;
  /** Complete and validated against the blueprint's parameters. */
  values: JsonObject;
  name: string;
  clusterName: string;
  owner: string;
  account: string;
  region: string;
  tags: Record<string, string>;
  accessEntries: AccessPrincipal[];
  /** The rules of the account. */
  rules: Pick<
    CheckOptions,
    'allowExtendedSupport' | 'privateEndpointReachable'
  >;
}

/** Why a config is refused. */
export interface RefusedConfig {
  kind: 'refused';
  findings: Finding[];
}

/** A config that was rendered and checked, but not finished. */
export interface PreparedConfig {
  kind: 'prepared';
  config: JsonObject;
  findings: Finding[];
}

/** A config for eksctl, or why there is none. */
export type BuiltConfig =
  | { kind: 'config'; yaml: string; shape: ClusterShape; findings: Finding[] }
  | RefusedConfig;

/** Renders and checks the config of an environment. */
export async function prepareConfig(
  options: BuildOptions,
): Promise<PreparedConfig | RefusedConfig> {
  const { blueprint, clusterName, region, rules } = options;
  const prepared = await prepareClusterConfig({
    source: sourceOf(options),
    checks: {
      ...rules,
      clusterName,
      region,
      allowedPaths: [...defaultAllowedPaths, ...blueprint.allowedPaths],
      reservedTagPrefixes: [`${EKS_ENVIRONMENTS_PREFIX}/`],
    },
  });
  const findings = fromConfigFindings(
    [
      ...(prepared.config ? replacedMetadata(prepared.config, options) : []),
      ...prepared.findings,
    ],
    options,
  );
  return prepared.kind === 'refused'
    ? { kind: 'refused', findings }
    : { kind: 'prepared', config: prepared.config, findings };
}

/** Adds what the platform and AWS decide to a config that was checked, and serializes it. */
export async function finishConfig(
  prepared: PreparedConfig,
  options: BuildOptions,
  answers: RegionAnswers = {},
): Promise<BuiltConfig> {
  const { clusterName, region, tags, accessEntries } = options;
  const findings = [
    ...prepared.findings,
    ...fromConfigFindings(
      answerFindings(prepared.config, answers, region),
      options,
    ),
  ];
  if (findings.some(isRefusal)) {
    return { kind: 'refused', findings };
  }
  const portalPrincipal = valueOf(answers.portalPrincipal);
  const written = await writeClusterConfig({
    config: prepared.config,
    finish: {
      clusterName,
      region,
      tags,
      version: valueOf(answers.version),
      accessEntries: [
        ...(portalPrincipal ? [{ principalArn: portalPrincipal }] : []),
        ...accessEntries,
      ],
    },
  });
  return written.kind === 'refused'
    ? {
        kind: 'refused',
        findings: [
          ...findings,
          ...fromConfigFindings(written.findings, options),
        ],
      }
    : { kind: 'config', yaml: written.yaml, shape: written.shape, findings };
}

function fromConfigFindings(
  findings: ConfigFinding[],
  { blueprint }: BuildOptions,
): Finding[] {
  return findings.map(finding => fromConfigFinding(finding, blueprint));
}

function sourceOf({
  blueprint: { template, parameters },
  values,
  ...facts
}: BuildOptions): ConfigSource {
  if (template === undefined) {
    return rawSource(values.config);
  }
  const { name, clusterName, owner, account, region } = facts;
  return {
    kind: 'template',
    template,
    values,
    context: {
      [TEMPLATE_FACTS]: { name, clusterName, owner, account, region },
    },
    names: templateNames(parameters),
  };
}
