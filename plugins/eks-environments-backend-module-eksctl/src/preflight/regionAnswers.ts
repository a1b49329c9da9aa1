import type { JsonObject } from '@backstage/types';
import type { ClusterConfig } from 'backstage-plugin-eksctl-node';

/** Aliases of a Kubernetes version that eksctl resolves itself; their meaning changes, and an approved version must not. */
const SYMBOLIC_VERSIONS = ['latest', 'auto'] as const;

/** An alias of a Kubernetes version. */
export type SymbolicVersion = (typeof SYMBOLIC_VERSIONS)[number];

/** The facts that a config needs and only AWS knows. */
export interface RegionQuestions {
  version?: SymbolicVersion;
  /** Whether the portal needs an access entry, because the creator of the cluster gets none. */
  portalPrincipal: boolean;
}

/** An answer of AWS, or why there is none. */
export type RegionAnswer =
  | { kind: 'known'; value: string }
  | { kind: 'unknown'; reason: string };

/** The answers to the questions that were asked. */
export interface RegionAnswers {
  version?: RegionAnswer;
  portalPrincipal?: RegionAnswer;
}

/** The config for when AWS cannot be asked: without a version, which eksctl then chooses. */
export function withoutSymbolicVersion(config: JsonObject): JsonObject {
  if (questionsOf(config).version === undefined) {
    return config;
  }
  const { version: _, ...metadata } = config.metadata as JsonObject;
  return { ...config, metadata };
}

/** The answer, if there is one. */
export function valueOf(answer: RegionAnswer | undefined): string | undefined {
  return answer?.kind === 'known' ? answer.value : undefined;
}

/** Answers questions about a region of an account; never rejects. */
export interface RegionLookup {
  answer(
    place: { account: string; region: string },
    questions: RegionQuestions,
  ): Promise<RegionAnswers>;
}

/** What AWS has to be asked before a config that was checked can be finished. */
export function questionsOf(config: JsonObject): RegionQuestions {
  const { metadata, accessConfig } = config as Partial<ClusterConfig>;
  return {
    version: SYMBOLIC_VERSIONS.find(name => name === metadata?.version),
    portalPrincipal:
      accessConfig?.bootstrapClusterCreatorAdminPermissions === false,
  };
}
