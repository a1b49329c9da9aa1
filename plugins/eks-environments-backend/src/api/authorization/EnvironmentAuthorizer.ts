import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  type AvailableEnvironmentAction,
  type Environment,
  environmentConnectPermission,
  environmentDeletePermission,
  environmentExtendPermission,
  environmentReadPermission,
  logReadPermission,
} from 'backstage-plugin-eks-environments-common';
import type {
  EnvironmentFilter,
  EnvironmentResource,
} from 'backstage-plugin-eks-environments-node';
import type {
  Access,
  AccessResolver,
  PermissionResources,
} from '../../permissions';
import type { Call } from '../calls';
import type { OperationTypes } from '../../operations';
import { withoutRawTexts } from './rawTexts';

/** The permission that an action on an environment requires. */
const actionPermissions: Record<
  AvailableEnvironmentAction['action'],
  ResourcePermission
> = {
  extend: environmentExtendPermission,
  delete: environmentDeletePermission,
  retry: environmentDeletePermission,
  revise: environmentDeletePermission,
  connect: environmentConnectPermission,
  cancel: environmentDeletePermission,
};

const environmentPermissions = [
  environmentReadPermission,
  environmentExtendPermission,
  environmentDeletePermission,
  environmentConnectPermission,
  logReadPermission,
];

/** The caller's permissions on environments. */
export type EnvironmentPermissions = Access<
  EnvironmentResource,
  EnvironmentFilter
>;

/** An environment that the caller may see. */
export class AuthorizedEnvironment {
  readonly #resource: EnvironmentResource;
  readonly #permissions: EnvironmentPermissions;
  readonly #types: Pick<OperationTypes, 'find'>;

  constructor(
    resource: EnvironmentResource,
    permissions: EnvironmentPermissions,
    types: Pick<OperationTypes, 'find'>,
  ) {
    this.#resource = resource;
    this.#permissions = permissions;
    this.#types = types;
  }

  get resource(): EnvironmentResource {
    return this.#resource;
  }

  allows(permission: ResourcePermission): boolean {
    return this.#permissions.allows(permission, this.#resource);
  }

  /** @throws NotAllowedError */
  assertAllows(permission: ResourcePermission): void {
    if (!this.allows(permission)) {
      throw new NotAllowedError('You may not do this with this environment');
    }
  }

  /**
   * Returns the environment with only the actions and operations that the caller may take and start, and without raw texts for callers who
   * may not read the log.
   */
  restrict(environment: Environment): Environment {
    return {
      ...(this.allows(logReadPermission)
        ? environment
        : withoutRawTexts(environment)),
      actions: environment.actions.filter(({ action }) =>
        this.allows(actionPermissions[action]),
      ),
      operations: environment.operations.filter(({ type }) =>
        this.#allowsOperation(type),
      ),
    };
  }

  #allowsOperation(type: string): boolean {
    const permission = this.#types.find(type)?.permission;
    return permission !== undefined && this.allows(permission);
  }
}

/**
 * Authorizes calls about environments.
 *
 * @remarks
 *
 * Each call asks the permission framework once, for all permissions on environments. The answer decides about the call, and about the
 * actions and the texts in the response.
 */
export class EnvironmentAuthorizer {
  readonly #access: AccessResolver;
  readonly #resources: PermissionResources;
  readonly #types: Pick<OperationTypes, 'find'>;
  readonly #permissions: ResourcePermission[];

  constructor(options: {
    access: AccessResolver;
    resources: PermissionResources;
    types: Pick<OperationTypes, 'find'>;
    /** The permissions of operation and request types. */
    ofTypes: readonly ResourcePermission[];
  }) {
    this.#access = options.access;
    this.#resources = options.resources;
    this.#types = options.types;
    this.#permissions = withoutRepeated([
      ...environmentPermissions,
      ...options.ofTypes,
    ]);
  }

  async permissionsOf({ credentials }: Call): Promise<EnvironmentPermissions> {
    return this.#access.environments(credentials, this.#permissions);
  }

  /**
   * @throws NotFoundError for an environment that does not exist or that the caller may not see
   * @throws NotAllowedError without the given permission
   */
  async require(
    id: string,
    call: Call,
    permission: ResourcePermission = environmentReadPermission,
  ): Promise<AuthorizedEnvironment> {
    const [resource] = await this.#resources.environments([id]);
    if (!resource) {
      throw unknownEnvironment(id);
    }
    return this.#authorize(resource, call, permission);
  }

  /** Checks again, for long calls. Throws as {@link EnvironmentAuthorizer.require}. */
  async requireAgain(
    { resource }: AuthorizedEnvironment,
    call: Call,
    permission: ResourcePermission,
  ): Promise<AuthorizedEnvironment> {
    return this.#authorize(resource, call, permission);
  }

  /** Restricts an environment that the caller just wrote: its actions are restricted, but it is not hidden. */
  async restrict(environment: Environment, call: Call): Promise<Environment> {
    const [restricted] = await this.restrictAll(
      [environment],
      await this.permissionsOf(call),
    );
    return restricted;
  }

  /** Restricts the environments of a list, whose query was restricted to what the caller may see. */
  async restrictAll(
    environments: Environment[],
    permissions: EnvironmentPermissions,
  ): Promise<Environment[]> {
    const resources = await this.#resources.environments(
      environments.map(({ id }) => id),
    );
    return environments.map((environment, index) => {
      const resource = resources[index];
      return resource
        ? new AuthorizedEnvironment(
            resource,
            permissions,
            this.#types,
          ).restrict(environment)
        : { ...withoutRawTexts(environment), actions: [], operations: [] };
    });
  }

  async #authorize(
    resource: EnvironmentResource,
    call: Call,
    permission: ResourcePermission,
  ): Promise<AuthorizedEnvironment> {
    const authorized = new AuthorizedEnvironment(
      resource,
      await this.permissionsOf(call),
      this.#types,
    );
    if (!authorized.allows(environmentReadPermission)) {
      throw unknownEnvironment(resource.id);
    }
    authorized.assertAllows(permission);
    return authorized;
  }
}

/** Types may share a permission. */
function withoutRepeated(permissions: ResourcePermission[]) {
  return [...new Map(permissions.map(each => [each.name, each])).values()];
}

function unknownEnvironment(id: string): NotFoundError {
  return new NotFoundError(`There is no environment ${id}`);
}
