import type { JsonObject } from '@backstage/types';
import type { ClusterConfig } from 'backstage-plugin-eksctl-node';

/** Names for a Kubernetes version that eksctl resolves itself; what they mean changes, and what is approved must not. */
const SYMBOLIC_VERSIONS = ['latest', 'auto'] as const;

/** A name for a Kubernetes version. */
export type SymbolicVersion = (typeof SYMBOLIC_VERSIONS)[number];

/** What only AWS knows of what a config asks for. */
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

/** A config as it is when nobody can be asked: without a version, which eksctl chooses then. */
export function withoutSymbolicVersion(config: JsonObject): JsonObject {
  if (questionsOf(config).version === undefined) {
    return config;
  }
  const { version: _, ...metadata } = config.metadata as JsonObject;
  return { ...config, metadata };
}

/** The answer where there is one. */
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
