import type { JsonObject } from '@backstage/types';
import type { LeaseRules } from 'backstage-plugin-eks-environments-common';
import type { BlueprintApproval } from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import type { Duration } from 'luxon';

/** Who approves requests for a blueprint, and how long they may take. */
export type BlueprintApprovalRule = BlueprintApproval & {
  /** When an undecided request expires; left out, as configured for all. */
  expiresAfter?: Duration;
};

/** One version of a blueprint, as the code goes by it. Never changed once it was used: a change is a new version. */
export interface BlueprintDefinition {
  name: string;
  version: number;
  title: string;
  description: string;
  owner?: string;
  /** JSON Schema of the values; its type is object and it lets nothing else in. */
  parameters: JsonObject;
  /** Id of a registered provisioner. */
  provisioner: string;
  /** Handlebars template of the provisioner's spec; a raw blueprint has none. */
  template?: string;
  regions: string[];
  accounts: string[];
  lease: LeaseRules;
  approval: BlueprintApprovalRule;
  /** Config paths allowed besides the usual ones. */
  allowedPaths: string[];
  /** Takes a whole ClusterConfig as its value `config`. */
  raw: boolean;
}

/** A version as it is stored. */
export interface StoredBlueprint extends BlueprintDefinition {
  /** SHA-256 of its document. */
  digest: string;
}

/**
 * Something that is wrong with a document. An `error` keeps it from being a blueprint; with a `warning` it is on offer, and some or all
 * requests for it fail.
 */
export interface BlueprintProblem {
  severity: 'error' | 'warning';
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
  listNewest(): Promise<StoredBlueprint[]>;

  /** The newest version on offer. */
  findNewest(name: string): Promise<StoredBlueprint | undefined>;

  /** A version, whether it is on offer or not. */
  find(name: string, version: number): Promise<StoredBlueprint | undefined>;

  /** Whether new requests may name this version. */
  isOnOffer(name: string, version: number): Promise<boolean>;

  /**
   * Says that a version is used, in the transaction that uses it. From then on it is never changed.
   *
   * @returns `changed` when its document is not the one that was read any more
   */
  markUsed(
    transaction: Knex.Transaction,
    blueprint: Pick<StoredBlueprint, 'name' | 'version' | 'digest'>,
    at: string,
  ): Promise<'used' | 'changed'>;
}
