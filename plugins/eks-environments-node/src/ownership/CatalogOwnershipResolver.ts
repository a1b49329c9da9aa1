import type { AuthService } from '@backstage/backend-plugin-api';
import {
  parseEntityRef,
  RELATION_CHILD_OF,
  RELATION_MEMBER_OF,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { ServiceUnavailableError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { formatEntityName } from 'backstage-plugin-eks-environments-common';
import { LRUCache } from 'lru-cache';
import type { OwnershipClaims, OwnershipResolver } from './types';

// Long enough for the burst of checks behind one page, short enough that somebody who left a team loses access quickly.
const DEFAULT_TIME_TO_LIVE_MS = 15_000;

const MAXIMUM_CACHED_USERS = 10_000;

const UPWARD_RELATIONS = [RELATION_MEMBER_OF, RELATION_CHILD_OF];

/**
 * Resolves a person's groups in the catalog, from the bottom up, with the credentials of the plugin it runs in.
 *
 * @remarks
 *
 * One read per level of groups. Answers are cached for a short time, concurrent calls for one person share the reads, and failures are not
 * cached.
 *
 * @public
 */
export class CatalogOwnershipResolver implements OwnershipResolver {
  readonly #catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
  readonly #auth: AuthService;
  readonly #cache: LRUCache<string, string[], string[]>;

  constructor(options: {
    catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
    auth: AuthService;
    /** How long an answer is cached, in milliseconds. */
    timeToLiveMs?: number;
    /** Milliseconds of a monotonic clock; for tests. */
    now?: () => number;
  }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#cache = new LRUCache({
      max: MAXIMUM_CACHED_USERS,
      ttl: options.timeToLiveMs ?? DEFAULT_TIME_TO_LIVE_MS,
      ttlResolution: 0,
      perf: { now: options.now ?? (() => performance.now()) },
      fetchMethod: (_key, _stale, { context }) => this.#walkUp(context),
    });
  }

  async resolve(user: OwnershipClaims): Promise<string[]> {
    const start = distinct([
      user.userEntityRef,
      ...(user.ownershipEntityRefs ?? []),
    ]);
    const key = JSON.stringify(start);
    try {
      return await this.#cache.forceFetch(key, { context: start });
    } catch (error) {
      throw new ServiceUnavailableError(
        `The groups of ${formatEntityName(
          user.userEntityRef,
        )} could not be read from the catalog`,
        error,
      );
    }
  }

  async #walkUp(start: string[]): Promise<string[]> {
    const known = new Set(start);
    let level = start;
    while (level.length > 0) {
      const entities = await this.#read(level);
      const above = distinct(entities.flatMap(entitiesAbove));
      level = above.filter(entityRef => !known.has(entityRef));
      for (const entityRef of level) {
        known.add(entityRef);
      }
    }
    return [...known];
  }

  async #read(entityRefs: string[]): Promise<Entity[]> {
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs, fields: ['kind', 'metadata', 'relations'] },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    return items.filter(item => item !== undefined);
  }
}

function entitiesAbove(entity: Entity): string[] {
  return (entity.relations ?? [])
    .filter(relation => UPWARD_RELATIONS.includes(relation.type))
    .map(relation => relation.targetRef);
}

function distinct(entityRefs: string[]): string[] {
  const full = entityRefs.map(entityRef =>
    stringifyEntityRef(parseEntityRef(entityRef)),
  );
  return [...new Set(full)].sort();
}
