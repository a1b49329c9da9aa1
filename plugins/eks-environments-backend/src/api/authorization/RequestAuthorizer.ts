import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  type AvailableRequestAction,
  blueprintUsePermission,
  environmentCreatePermission,
  type EnvironmentRequest,
  requestCancelPermission,
  requestDecidePermission,
  type RequestInput,
  requestReadPermission,
} from 'backstage-plugin-eks-environments-common';
import type {
  RequestFilter,
  RequestResource,
} from 'backstage-plugin-eks-environments-node';
import type {
  Access,
  AccessResolver,
  PermissionResources,
} from '../../permissions';
import { unknownBlueprint } from '../../requests/RequestResolver';
import type { RequestTypes } from '../../requests/RequestTypes';
import type { Call } from '../calls';
import type { EnvironmentAuthorizer } from './EnvironmentAuthorizer';

const requestPermissions = [
  requestReadPermission,
  requestDecidePermission,
  requestCancelPermission,
];

/** The caller's permissions on requests. */
export type RequestPermissions = Access<RequestResource, RequestFilter>;

/** Authorizes calls about requests; each call asks the permission framework once for all permissions on requests. */
export class RequestAuthorizer {
  readonly #access: AccessResolver;
  readonly #resources: PermissionResources;
  readonly #environments: EnvironmentAuthorizer;
  readonly #types: Pick<RequestTypes, 'subject'>;

  constructor(options: {
    access: AccessResolver;
    resources: PermissionResources;
    environments: EnvironmentAuthorizer;
    types: Pick<RequestTypes, 'subject'>;
  }) {
    this.#access = options.access;
    this.#resources = options.resources;
    this.#environments = options.environments;
    this.#types = options.types;
  }

  async permissionsOf({ credentials }: Call): Promise<RequestPermissions> {
    return this.#access.requests(credentials, requestPermissions);
  }

  /**
   * @throws NotFoundError for a request that does not exist or that the caller may not see
   * @throws NotAllowedError without the given permission
   */
  async require(
    id: string,
    call: Call,
    permission: ResourcePermission = requestReadPermission,
  ): Promise<RequestPermissions> {
    const [resource] = await this.#resources.requests([id]);
    const permissions = await this.permissionsOf(call);
    if (!resource || !permissions.allows(requestReadPermission, resource)) {
      throw new NotFoundError(`There is no request ${id}`);
    }
    if (!permissions.allows(permission, resource)) {
      throw new NotAllowedError('You may not do this with this request');
    }
    return permissions;
  }

  /**
   * Whoever requests that an environment is created must be allowed to create environments and to use the blueprint. On an existing
   * environment, the type of the request names the permission that it requires.
   *
   * @throws NotAllowedError without a permission
   * @throws NotFoundError for an environment that the caller may not see, InputError for a blueprint that the caller may not use
   */
  async assertMayRequest(input: RequestInput, call: Call): Promise<void> {
    const subject = this.#types.subject(input);
    switch (subject.kind) {
      case 'newEnvironment':
        return this.#assertMayCreate(
          { name: subject.blueprint, version: subject.version },
          call,
        );
      case 'environment': {
        const { resource } = await this.#environments.require(
          subject.id,
          call,
          subject.permission,
        );
        const { creates } = subject;
        return creates
          ? this.#assertMayCreate(
              {
                name: creates.blueprint ?? resource.blueprint,
                version: creates.version,
              },
              call,
            )
          : undefined;
      }
      default:
        throw new Error(
          `Unknown subject of a request: ${JSON.stringify(
            subject satisfies never,
          )}`,
        );
    }
  }

  async #assertMayCreate(
    { name, version }: { name: string; version?: number },
    { credentials }: Call,
  ): Promise<void> {
    if (
      !(await this.#access.allows(credentials, environmentCreatePermission))
    ) {
      throw new NotAllowedError('You may not ask for environments');
    }
    const blueprints = await this.#access.blueprints(credentials, [
      blueprintUsePermission,
    ]);
    if (!blueprints.allows(blueprintUsePermission, { name })) {
      throw unknownBlueprint(name, version);
    }
  }
}

/** Returns a request with only the actions that the caller may take. */
export function restrictRequest(
  request: EnvironmentRequest,
  permissions: RequestPermissions,
): EnvironmentRequest {
  const resource = toResource(request);
  return {
    ...request,
    actions: request.actions.filter(({ action }) =>
      permissions.allows(permissionOf(action), resource),
    ),
  };
}

function permissionOf(
  action: AvailableRequestAction['action'],
): ResourcePermission {
  return action === 'cancel'
    ? requestCancelPermission
    : requestDecidePermission;
}

function toResource(request: EnvironmentRequest): RequestResource {
  return {
    id: request.id,
    owner: request.owner,
    requester: request.requester,
    blueprint: request.blueprint.name,
    approvers: request.steps.flatMap(({ approvers }) => approvers),
  };
}
