import type { AuthService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { IAM_PRINCIPALS } from 'backstage-plugin-eks-environments-common';

/** A group or user of the catalog who can own clusters. */
export interface Owner {
  entityRef: string;
  /** ARNs of the IAM principals that get access to its clusters. */
  principals: string[];
  /** Configured or annotated values that are not ARNs of IAM roles or users. */
  invalidPrincipals: string[];
}

// https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html: an IAM user or role of any partition, with its path; no session
const PRINCIPAL =
  /^arn:aws(-[a-z]+)*:iam::\d{12}:(role|user)\/[\w+=,.@/-]{1,512}$/;

/** Finds the owners of clusters and their IAM principals, from the configuration and from an annotation of the group or user. */
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
    const all = [
      ...new Set([...(this.#configured.get(entityRef) ?? []), ...annotated]),
    ];
    return {
      entityRef,
      principals: all.filter(principal => PRINCIPAL.test(principal)),
      invalidPrincipals: all.filter(principal => !PRINCIPAL.test(principal)),
    };
  }
}
