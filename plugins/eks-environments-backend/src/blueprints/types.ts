import type { JsonObject } from '@backstage/types';
import type { LeaseRules } from 'backstage-plugin-eks-environments-common';
import type { BlueprintApproval } from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import type { Duration } from 'luxon';

/** Who approves requests for a blueprint, and how long they may take. */
export type BlueprintApprovalRule = BlueprintApproval & {
  /** When an undecided request expires. Omitted: as configured for all blueprints. */
  expiresAfter?: Duration;
};

/** One version of a blueprint, parsed. Immutable once it is used: a change needs a new version. */
export interface BlueprintDefinition {
  name: string;
  version: number;
  title: string;
  description: string;
  owner?: string;
  /** JSON Schema of the values. Its type is object, and it allows no additional properties. */
  parameters: JsonObject;
  /** Id of a registered provisioner. */
  provisioner: string;
  /** Handlebars template of the provisioner's spec; a raw blueprint has none. */
  template?: string;
  regions: string[];
  accounts: string[];
  lease: LeaseRules;
  approval: BlueprintApprovalRule;
  /** Config paths that are allowed besides the default ones. */
  allowedPaths: string[];
  /** Whether its value `config` is a complete ClusterConfig. */
  raw: boolean;
}

/** A version as it is stored. */
export interface StoredBlueprint extends BlueprintDefinition {
  /** SHA-256 of its document. */
  digest: string;
}

/** A problem of a document. A document with an `error` is not offered. One with a `warning` is, but some or all requests for it fail. */
export interface BlueprintProblem {
  severity: 'error' | 'warning';
  /** File or URL, with the number of the document where there are several. */
  source: string;
  /** Path in the document, such as `spec.lease.maximum`. */
  path?: string;
  message: string;
}

/** A parsed blueprint document. */
export interface LoadedBlueprint {
  source: string;
  definition: BlueprintDefinition;
  /** The unchanged document, as JSON. */
  document: string;
  /** SHA-256 of the document. */
  digest: string;
}

/** The blueprints on offer, and all earlier ones. */
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
   * Marks a version as used, in the transaction that uses it. From then on it is immutable.
   *
   * @returns `changed` when its document changed since it was read
   */
  markUsed(
    transaction: Knex.Transaction,
    blueprint: Pick<StoredBlueprint, 'name' | 'version' | 'digest'>,
    at: string,
  ): Promise<'used' | 'changed'>;
}
