import { NotFoundError } from '@backstage/errors';
import type { Blueprint } from 'backstage-plugin-eks-environments-common';
import type { BlueprintStore } from '../../blueprints';
import type { BlueprintPresenter } from '../../requests/BlueprintPresenter';

/** The blueprints on offer. */
export class BlueprintService {
  readonly #blueprints: BlueprintStore;
  readonly #presenter: BlueprintPresenter;

  constructor(options: {
    blueprints: BlueprintStore;
    presenter: BlueprintPresenter;
  }) {
    this.#blueprints = options.blueprints;
    this.#presenter = options.presenter;
  }

  /** The newest version of each. */
  async list(): Promise<Blueprint[]> {
    const items: Blueprint[] = [];
    // Sequential, so that a long list does not block other work.
    for (const definition of await this.#blueprints.listNewest()) {
      items.push(await this.#presenter.present(definition));
    }
    return items;
  }

  /** @throws NotFoundError when there is no such blueprint */
  async get({
    name,
    version,
  }: {
    name: string;
    version?: number;
  }): Promise<Blueprint> {
    const definition =
      version === undefined
        ? await this.#blueprints.findNewest(name)
        : await this.#blueprints.find(name, version);
    if (!definition) {
      throw new NotFoundError(`There is no blueprint ${name}`);
    }
    return this.#presenter.present(definition);
  }
}
