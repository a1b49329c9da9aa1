import type { JsonObject } from '@backstage/types';
import type { LeaseRules } from 'backstage-plugin-eks-environments-common';
import type { Duration } from 'luxon';

/** Who approves requests for a blueprint. */
export type ApprovalRule =
  | { mode: 'automatic' }
  | {
      mode: 'person';
      /** Entity references of users and groups. */
      approvers: string[];
      /** When an undecided request expires; left out, as configured for all. */
      expiresAfter?: Duration;
      /** Up to this cost policy approves by itself: millionths of a dollar per hour at the desired size. */
      automaticUpTo?: number;
    };

/** One version of a blueprint, as the code goes by it. Never changed: a change is a new version. */
export interface BlueprintDefinition {
  name: string;
  version: number;
  title: string;
  description: string;
  owner?: string;
  /** JSON Schema of the values; its type is object and it lets nothing else in. */
  parameters: JsonObject;
  /** Handlebars template of a ClusterConfig; a raw blueprint has none. */
  template?: string;
  regions: string[];
  accounts: string[];
  lease: LeaseRules;
  approval: ApprovalRule;
  /** Config paths allowed besides the usual ones. */
  allowedPaths: string[];
  /** Takes a whole ClusterConfig as its value `config`. */
  raw: boolean;
}

/** Something that keeps a document from being a blueprint. */
export interface BlueprintProblem {
  /** File or URL, with the number of the document where there are several. */
  source: string;
  /** Path in the document, such as `spec.lease.maximum`. */
  path?: string;
  message: string;
}

/** A document that was read and is a blueprint. */
export interface LoadedBlueprint {
  source: string;
  definition: BlueprintDefinition;
  /** The document as it was read, in JSON. */
  document: string;
  /** SHA-256 of the document. */
  digest: string;
}

/** The blueprints that requests can be made of, and all that ever were. */
export interface BlueprintStore {
  /** The newest version of each blueprint that some location offers, by name. */
  listNewest(): Promise<BlueprintDefinition[]>;

  /** The newest version on offer. */
  findNewest(name: string): Promise<BlueprintDefinition | undefined>;

  /** A version, whether it is on offer or not. */
  find(name: string, version: number): Promise<BlueprintDefinition | undefined>;

  /** Whether new requests may name this version. */
  isOnOffer(name: string, version: number): Promise<boolean>;
}
