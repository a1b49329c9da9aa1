import type { AuthService } from '@backstage/backend-plugin-api';
import {
  isGroupEntity,
  isUserEntity,
  RELATION_HAS_MEMBER,
  RELATION_PARENT_OF,
  type Entity,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/**
 * Finds the mail addresses of users, and of the members of groups and of the groups below them.
 *
 * @remarks
 *
 * Each address is returned once, even if several groups contain it. If no member of a group has an address, the group's own address is
 * used, if it has one.
 */
export class CatalogAddressBook {
  readonly #auth: AuthService;
  readonly #catalog: Pick<CatalogService, 'getEntitiesByRefs'>;

  constructor(options: {
    auth: AuthService;
    catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
  }

  /** Mail addresses in a stable order. */
  async find(recipients: string[]): Promise<string[]> {
    const seen = new Set<string>();
    const entities: Entity[] = [];
    let level = recipients;
    while (level.length > 0) {
      level.forEach(entityRef => seen.add(entityRef));
      const found = await this.#read(level);
      entities.push(...found);
      level = [...new Set(found.flatMap(entitiesBelow))].filter(
        entityRef => !seen.has(entityRef),
      );
    }
    const people = addressesOf(entities.filter(isUserEntity));
    return people.length > 0
      ? people
      : addressesOf(entities.filter(isGroupEntity));
  }

  async #read(entityRefs: string[]): Promise<Entity[]> {
    const { items } = await this.#catalog.getEntitiesByRefs(
      {
        entityRefs,
        fields: ['kind', 'apiVersion', 'metadata', 'spec', 'relations'],
      },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    return items.filter(item => item !== undefined);
  }
}

function entitiesBelow(entity: Entity): string[] {
  return (entity.relations ?? [])
    .filter(({ type }) =>
      [RELATION_HAS_MEMBER, RELATION_PARENT_OF].includes(type),
    )
    .map(({ targetRef }) => targetRef);
}

function addressesOf(
  entities: Array<{ spec: { profile?: { email?: string } } }>,
): string[] {
  const bySpelling = new Map<string, string>();
  for (const { spec } of entities) {
    const address = spec.profile?.email?.trim();
    if (address) {
      bySpelling.set(address.toLowerCase(), address);
    }
  }
  return [...bySpelling.values()].sort();
}
