import { NotFoundError } from '@backstage/errors';
import {
  type Blueprint,
  blueprintUsePermission,
  type ListBlueprints200Response,
} from 'backstage-plugin-eks-environments-common';
import type { AccessResolver } from '../../permissions';
import type { Call } from '../calls';
import type { BlueprintService } from './BlueprintService';

/** Offers the blueprints that the caller may use. The others do not exist for the caller. */
export class AuthorizedBlueprintService {
  readonly #service: BlueprintService;
  readonly #access: AccessResolver;

  constructor(service: BlueprintService, options: { access: AccessResolver }) {
    this.#service = service;
    this.#access = options.access;
  }

  async list({ credentials }: Call): Promise<ListBlueprints200Response> {
    const access = await this.#access.blueprints(credentials, [
      blueprintUsePermission,
    ]);
    const items = (await this.#service.list()).filter(({ name }) =>
      access.allows(blueprintUsePermission, { name }),
    );
    return { items, totalItems: items.length };
  }

  /** @throws NotFoundError when there is no such blueprint, or the caller may not use it */
  async get(
    blueprint: { name: string; version?: number },
    { credentials }: Call,
  ): Promise<Blueprint> {
    const access = await this.#access.blueprints(credentials, [
      blueprintUsePermission,
    ]);
    if (!access.allows(blueprintUsePermission, { name: blueprint.name })) {
      throw new NotFoundError(`There is no blueprint ${blueprint.name}`);
    }
    return this.#service.get(blueprint);
  }
}
