import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import {
  type Entity,
  parseEntityRef,
  RELATION_HAS_MEMBER,
  RELATION_PARENT_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/** Bounds the work for one step: the groups that are read, with those below them. */
const MAXIMUM_GROUPS = 500;

/**
 * Whether enough people can approve.
 *
 * - `unknown`: the catalog did not answer, does not have a group, or there are too many groups to read
 */
export type ApproverCount =
  | { kind: 'enough' }
  | { kind: 'tooFew'; people: number }
  | { kind: 'unknown' };

/** Counts the people among users and groups, as the catalog has them. */
export class ApproverDirectory {
  readonly #catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
  readonly #auth: AuthService;
  readonly #logger: Pick<LoggerService, 'warn'>;

  constructor(options: {
    catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
    auth: AuthService;
    logger: Pick<LoggerService, 'warn'>;
  }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#logger = options.logger;
  }

  /**
   * Counts until there are enough. A member of a group is also a member of all groups above it. What fails is logged, and nothing is known.
   *
   * @param approvers - entity references of users and groups
   * @param options - `without`: users who cannot approve
   */
  async count(
    approvers: readonly string[],
    options: { enough: number; without: readonly string[] },
  ): Promise<ApproverCount> {
    try {
      return await this.#count(approvers, options);
    } catch (error) {
      this.#logger.warn(
        'The approvers of a request could not be counted in the catalog',
        toError(error),
      );
      return { kind: 'unknown' };
    }
  }

  async #count(
    approvers: readonly string[],
    { enough, without }: { enough: number; without: readonly string[] },
  ): Promise<ApproverCount> {
    const people = new Set<string>();
    const known = new Set<string>();
    const add = (entityRefs: readonly string[]): string[] => {
      const added = entityRefs.map(normalized).filter(each => !known.has(each));
      added.forEach(each => known.add(each));
      const users = added.filter(isUser);
      users
        .filter(user => !without.includes(user))
        .forEach(user => people.add(user));
      return added.filter(each => !isUser(each));
    };
    let level = add(approvers);
    let groups = level.length;
    while (people.size < enough && level.length > 0) {
      const entities =
        groups > MAXIMUM_GROUPS ? 'unknown' : await this.#read(level);
      if (entities === 'unknown') {
        return { kind: 'unknown' };
      }
      level = add(entities.flatMap(entitiesBelow));
      groups += level.length;
    }
    return people.size >= enough
      ? { kind: 'enough' }
      : { kind: 'tooFew', people: people.size };
  }

  /** A sign-in may put people into groups that the catalog does not have, so nothing is known of these. */
  async #read(entityRefs: string[]): Promise<Entity[] | 'unknown'> {
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs, fields: ['kind', 'metadata', 'relations'] },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    const found = items.filter(item => item !== undefined);
    return found.length === entityRefs.length ? found : 'unknown';
  }
}

function entitiesBelow({ relations = [] }: Entity): string[] {
  return relations
    .filter(({ type }) =>
      [RELATION_HAS_MEMBER, RELATION_PARENT_OF].includes(type),
    )
    .map(({ targetRef }) => targetRef);
}

function normalized(entityRef: string): string {
  return stringifyEntityRef(parseEntityRef(entityRef));
}

function isUser(entityRef: string): boolean {
  return parseEntityRef(entityRef).kind === 'user';
}
