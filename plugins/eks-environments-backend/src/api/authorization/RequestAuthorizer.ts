import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  type AvailableAction,
  blueprintUsePermission,
  environmentCreatePermission,
  environmentDeletePermission,
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

  constructor(options: {
    access: AccessResolver;
    resources: PermissionResources;
    environments: EnvironmentAuthorizer;
  }) {
    this.#access = options.access;
    this.#resources = options.resources;
    this.#environments = options.environments;
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

  /** A request for an existing environment also requires the permission to retry that environment. */
  async assertMayRequest(
    {
      blueprint,
      version,
      environmentId,
    }: Pick<RequestInput, 'blueprint' | 'version' | 'environmentId'>,
    call: Call,
  ): Promise<void> {
    const { credentials } = call;
    if (
      !(await this.#access.allows(credentials, environmentCreatePermission))
    ) {
      throw new NotAllowedError('You may not ask for environments');
    }
    const blueprints = await this.#access.blueprints(credentials, [
      blueprintUsePermission,
    ]);
    if (!blueprints.allows(blueprintUsePermission, { name: blueprint })) {
      throw unknownBlueprint(blueprint, version);
    }
    if (environmentId !== undefined) {
      await this.#environments.require(
        environmentId,
        call,
        environmentDeletePermission,
      );
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

function permissionOf(action: AvailableAction['action']): ResourcePermission {
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
