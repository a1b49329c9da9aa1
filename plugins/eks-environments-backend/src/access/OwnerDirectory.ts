import type { AuthService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { IAM_PRINCIPALS } from 'backstage-plugin-eks-environments-common';

/** A group or user of the catalog who can own environments. */
export interface Owner {
  entityRef: string;
  /** Who gets access to its environments, such as IAM principals; their provisioners check the format. */
  principals: string[];
}

/** Finds the owners of environments and their principals, from the configuration and from an annotation of the group or user. */
export class OwnerDirectory {
  readonly #catalog: Pick<CatalogService, 'getEntityByRef'>;
  readonly #auth: AuthService;
  readonly #configured: Map<string, string[]>;

  constructor(options: {
    catalog: Pick<CatalogService, 'getEntityByRef'>;
    auth: AuthService;
    configured: Map<string, string[]>;
  }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#configured = options.configured;
  }

  /** @returns undefined when the catalog has no such entity */
  async find(entityRef: string): Promise<Owner | undefined> {
    const entity = await this.#catalog.getEntityByRef(entityRef, {
      credentials: await this.#auth.getOwnServiceCredentials(),
    });
    if (!entity) {
      return undefined;
    }
    const annotated = (entity.metadata.annotations?.[IAM_PRINCIPALS] ?? '')
      .split(',')
      .map(principal => principal.trim())
      .filter(principal => principal !== '');
    const configured = this.#configured.get(entityRef) ?? [];
    return {
      entityRef,
      principals: [...new Set([...configured, ...annotated])],
    };
  }
}
