import type {
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type BasicPermission,
  type QueryPermissionResponse,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  createConditionTransformer,
  type PermissionRuleset,
} from '@backstage/plugin-permission-node';
import {
  type BlueprintFilter,
  type BlueprintResource,
  blueprintResourceRef,
  type EnvironmentFilter,
  type EnvironmentResource,
  environmentResourceRef,
  type RequestFilter,
  type RequestResource,
  requestResourceRef,
} from 'backstage-plugin-eks-environments-node';
import { NOTHING } from './criteria';
import { ALL, type Visibility } from './visibility';

/** What one caller may do with the resources of one type. */
export interface Access<TResource, TFilter> {
  allows(permission: ResourcePermission, resource: TResource): boolean;
  /** The rows of a list for which the permission is granted. */
  visibility(permission: ResourcePermission): Visibility<TFilter>;
}

class DecidedAccess<TResource, TFilter> implements Access<TResource, TFilter> {
  readonly #decisions: Map<string, QueryPermissionResponse>;
  readonly #rules: PermissionRuleset<TResource, TFilter>;

  constructor(
    decisions: Map<string, QueryPermissionResponse>,
    rules: PermissionRuleset<TResource, TFilter>,
  ) {
    this.#decisions = decisions;
    this.#rules = rules;
  }

  allows(permission: ResourcePermission, resource: TResource): boolean {
    const decision = this.#decisions.get(permission.name);
    return (
      decision !== undefined &&
      createConditionAuthorizer(this.#rules)(decision, resource)
    );
  }

  visibility(permission: ResourcePermission): Visibility<TFilter> {
    const decision = this.#decisions.get(permission.name);
    switch (decision?.result) {
      case AuthorizeResult.ALLOW:
        return ALL;
      case AuthorizeResult.CONDITIONAL:
        return {
          kind: 'where',
          criteria: createConditionTransformer(this.#rules)(
            decision.conditions,
          ),
        };
      default:
        return { kind: 'where', criteria: NOTHING };
    }
  }
}

/**
 * Asks the permission framework once per call, for any number of resources.
 *
 * @remarks
 *
 * Conditional decisions are evaluated here on rows that are read anyway. So a page of a list needs one call of the framework, not one per
 * row.
 */
export class AccessResolver {
  readonly #permissions: PermissionsService;
  readonly #registry: PermissionsRegistryService;

  constructor(options: {
    permissions: PermissionsService;
    /** With our resource types in it. */
    registry: PermissionsRegistryService;
  }) {
    this.#permissions = options.permissions;
    this.#registry = options.registry;
  }

  async environments(
    credentials: BackstageCredentials,
    permissions: ResourcePermission[],
  ): Promise<Access<EnvironmentResource, EnvironmentFilter>> {
    const rules = this.#registry.getPermissionRuleset(environmentResourceRef);
    return this.#resolve(credentials, permissions, rules);
  }

  async requests(
    credentials: BackstageCredentials,
    permissions: ResourcePermission[],
  ): Promise<Access<RequestResource, RequestFilter>> {
    const rules = this.#registry.getPermissionRuleset(requestResourceRef);
    return this.#resolve(credentials, permissions, rules);
  }

  async blueprints(
    credentials: BackstageCredentials,
    permissions: ResourcePermission[],
  ): Promise<Access<BlueprintResource, BlueprintFilter>> {
    const rules = this.#registry.getPermissionRuleset(blueprintResourceRef);
    return this.#resolve(credentials, permissions, rules);
  }

  /** Whether a permission without a resource type is granted. */
  async allows(
    credentials: BackstageCredentials,
    permission: BasicPermission,
  ): Promise<boolean> {
    const [allowed] = await this.allowsEach(credentials, [permission]);
    return allowed;
  }

  /** Whether each of several such permissions is granted, in their order, with one call of the framework. */
  async allowsEach(
    credentials: BackstageCredentials,
    permissions: BasicPermission[],
  ): Promise<boolean[]> {
    const decisions = await this.#permissions.authorize(
      permissions.map(permission => ({ permission })),
      { credentials },
    );
    return decisions.map(({ result }) => result === AuthorizeResult.ALLOW);
  }

  async #resolve<TResource, TFilter>(
    credentials: BackstageCredentials,
    permissions: ResourcePermission[],
    rules: PermissionRuleset<TResource, TFilter>,
  ): Promise<Access<TResource, TFilter>> {
    const decisions = await this.#permissions.authorizeConditional(
      permissions.map(permission => ({ permission })),
      { credentials },
    );
    const byName = new Map(
      permissions.map(({ name }, index) => [name, decisions[index]]),
    );
    return new DecidedAccess(byName, rules);
  }
}
