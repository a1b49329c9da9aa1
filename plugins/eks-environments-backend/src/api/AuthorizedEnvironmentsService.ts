import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  type AvailableAction,
  blueprintUsePermission,
  type DecisionInput,
  type DeletionInput,
  type EnginePauseInput,
  type Environment,
  environmentConnectPermission,
  environmentCreatePermission,
  environmentDeletePermission,
  environmentExtendPermission,
  environmentReadPermission,
  type EnvironmentRequest,
  type ExtensionInput,
  type IgnoreInput,
  type ImportInput,
  fleetManagePermission,
  fleetReadPermission,
  logReadPermission,
  quotaReadPermission,
  quotaUpdatePermission,
  type QuotaLimitInput,
  requestCancelPermission,
  requestDecidePermission,
  type RequestInput,
  requestReadPermission,
  type RetryInput,
} from 'backstage-plugin-eks-environments-common';
import type {
  EnvironmentResource,
  RequestResource,
} from 'backstage-plugin-eks-environments-node';
import {
  type AccessResolver,
  NOTHING,
  type PermissionResources,
} from '../permissions';
import type { RequestQuery } from '../requests/RequestReader';
import { unknownBlueprint } from '../requests/RequestResolver';
import { asksForOtherValues } from './environments/otherValues';
import type { EnvironmentQuery } from './environments/environmentList';
import { whileAllowed } from './logs/whileAllowed';
import {
  tellsOfExecutors,
  withoutExecutors,
  withoutRawText,
  withoutRawTexts,
} from './environments/rawTexts';
import type {
  Call,
  EnvironmentsService,
  OperationRef,
  QuotaQuery,
  WriteCall,
} from './types';

/** The right that an action takes. */
const actionPermissions: Record<AvailableAction['action'], ResourcePermission> =
  {
    extend: environmentExtendPermission,
    delete: environmentDeletePermission,
    retry: environmentDeletePermission,
    replan: environmentDeletePermission,
    connect: environmentConnectPermission,
    approve: requestDecidePermission,
    deny: requestDecidePermission,
    // Of an environment; a request is withdrawn by a right of its own.
    cancel: environmentDeletePermission,
  };

const environmentPermissions = [
  environmentReadPermission,
  environmentExtendPermission,
  environmentDeletePermission,
  environmentConnectPermission,
  logReadPermission,
];
const requestPermissions = [
  requestReadPermission,
  requestDecidePermission,
  requestCancelPermission,
];

/**
 * The one place that authorizes.
 *
 * @remarks
 *
 * What the caller may not see is answered as if it were not there; what they see but may not do, as not allowed. Actions
 * that they have no right to are taken out of the answers. Lists are restricted in the database.
 */
export class AuthorizedEnvironmentsService implements EnvironmentsService {
  readonly #service: EnvironmentsService;
  readonly #access: AccessResolver;
  readonly #resources: PermissionResources;

  constructor(
    service: EnvironmentsService,
    options: { access: AccessResolver; resources: PermissionResources },
  ) {
    this.#service = service;
    this.#access = options.access;
    this.#resources = options.resources;
  }

  async listBlueprints(call: Call) {
    const access = await this.#access.blueprints(call.credentials, [
      blueprintUsePermission,
    ]);
    const { items } = await this.#service.listBlueprints(call);
    const usable = items.filter(({ name }) =>
      access.allows(blueprintUsePermission, { name }),
    );
    return { items: usable, totalItems: usable.length };
  }

  async getBlueprint(
    blueprint: { name: string; version?: number },
    call: Call,
  ) {
    if (!(await this.#mayUse(blueprint.name, call.credentials))) {
      throw new NotFoundError(`There is no blueprint ${blueprint.name}`);
    }
    return this.#service.getBlueprint(blueprint, call);
  }

  async createPlan(input: RequestInput, call: Call) {
    await this.#assertMayAsk(input, call);
    const plan = await this.#service.createPlan(input, call);
    return tellsOfExecutors(plan) &&
      !(await this.#access.allows(call.credentials, fleetReadPermission))
      ? withoutExecutors(plan)
      : plan;
  }

  async createRequest(input: RequestInput, call: WriteCall) {
    await this.#assertMayAsk(input, call);
    const request = await this.#service.createRequest(input, call);
    return this.#withRequestActions(request, call);
  }

  async listRequests(query: RequestQuery, call: Call) {
    const access = await this.#access.requests(
      call.credentials,
      requestPermissions,
    );
    const page = await this.#service.listRequests(query, {
      ...call,
      visible: access.criteria(requestReadPermission),
      decidable: access.criteria(requestDecidePermission),
    });
    return {
      ...page,
      items: page.items.map(request => ({
        ...request,
        actions: request.actions.filter(({ action }) =>
          access.allows(requestPermissionOf(action), toResource(request)),
        ),
      })),
    };
  }

  async getRequest(id: string, call: Call) {
    await this.#assertRequest(id, call);
    const request = await this.#service.getRequest(id, call);
    return this.#withRequestActions(request, call);
  }

  async decideRequest(id: string, input: DecisionInput, call: WriteCall) {
    await this.#assertRequest(id, call, requestDecidePermission);
    const request = await this.#service.decideRequest(id, input, call);
    return this.#withRequestActions(request, call);
  }

  async cancelRequest(id: string, call: WriteCall) {
    await this.#assertRequest(id, call, requestCancelPermission);
    const request = await this.#service.cancelRequest(id, call);
    return this.#withRequestActions(request, call);
  }

  async listEnvironments(query: EnvironmentQuery, call: Call) {
    const access = await this.#access.environments(
      call.credentials,
      environmentPermissions,
    );
    const page = await this.#service.listEnvironments(query, {
      ...call,
      visible: access.criteria(environmentReadPermission),
    });
    const resources = await this.#resources.environments(
      page.items.map(({ id }) => id),
    );
    return {
      ...page,
      items: page.items.map((environment, index) => {
        const resource = resources[index];
        const readsLogs =
          resource && access.allows(logReadPermission, resource);
        return {
          ...(readsLogs ? environment : withoutRawTexts(environment)),
          actions: environment.actions.filter(
            ({ action }) =>
              resource && access.allows(actionPermissions[action], resource),
          ),
        };
      }),
    };
  }

  async getEnvironment(id: string, call: Call) {
    const resource = await this.#assertEnvironment(id, call);
    const environment = await this.#service.getEnvironment(id, call);
    return this.#withEnvironmentActions(environment, resource, call);
  }

  async listEnvironmentEvents(
    id: string,
    page: { limit?: number; cursor?: string },
    call: Call,
  ) {
    await this.#assertEnvironment(id, call);
    return this.#service.listEnvironmentEvents(id, page, call);
  }

  async listStackEvents(id: string, call: Call) {
    await this.#assertEnvironment(id, call, logReadPermission);
    return this.#service.listStackEvents(id, call);
  }

  async listOperations(id: string, call: Call) {
    const resource = await this.#assertEnvironment(id, call);
    const operations = await this.#service.listOperations(id, call);
    const access = await this.#access.environments(call.credentials, [
      logReadPermission,
    ]);
    return access.allows(logReadPermission, resource)
      ? operations
      : { ...operations, items: operations.items.map(withoutRawText) };
  }

  async getOperationLog(
    operation: OperationRef,
    page: { after?: number; limit?: number },
    call: Call,
  ) {
    await this.#assertEnvironment(
      operation.environmentId,
      call,
      logReadPermission,
    );
    return this.#service.getOperationLog(operation, page, call);
  }

  async followOperationLog(
    operation: OperationRef,
    options: { after: number; signal: AbortSignal },
    call: Call,
  ) {
    // Who owns an environment never changes, so what is asked again is the right alone.
    const resource = await this.#assertEnvironment(
      operation.environmentId,
      call,
      logReadPermission,
    );
    const assertAllowed = () =>
      this.#assertAllowed(resource, call, logReadPermission);
    const updates = await this.#service.followOperationLog(
      operation,
      options,
      call,
    );
    return whileAllowed(updates, assertAllowed);
  }

  async downloadOperationLog(operation: OperationRef, call: Call) {
    await this.#assertEnvironment(
      operation.environmentId,
      call,
      logReadPermission,
    );
    return this.#service.downloadOperationLog(operation, call);
  }

  async extendLease(id: string, input: ExtensionInput, call: WriteCall) {
    const resource = await this.#assertEnvironment(
      id,
      call,
      environmentExtendPermission,
    );
    const environment = await this.#service.extendLease(id, input, call);
    return this.#withEnvironmentActions(environment, resource, call);
  }

  async deleteEnvironment(id: string, input: DeletionInput, call: WriteCall) {
    const resource = await this.#assertEnvironment(
      id,
      call,
      environmentDeletePermission,
    );
    const environment = await this.#service.deleteEnvironment(id, input, call);
    return this.#withEnvironmentActions(environment, resource, call);
  }

  async retryEnvironment(id: string, input: RetryInput, call: WriteCall) {
    const resource = await this.#assertEnvironment(
      id,
      call,
      environmentDeletePermission,
    );
    if (asksForOtherValues(input)) {
      await this.#assertMayAsk({ blueprint: resource.blueprint }, call);
    }
    const environment = await this.#service.retryEnvironment(id, input, call);
    return this.#withEnvironmentActions(environment, resource, call);
  }

  async getEnvironmentAccess(id: string, call: Call) {
    await this.#assertEnvironment(id, call, environmentConnectPermission);
    return this.#service.getEnvironmentAccess(id, call);
  }

  /** About the caller alone, so there is nothing to permit. */
  async listOwners(call: Call) {
    return this.#service.listOwners(call);
  }

  async getKubeconfig(id: string, call: Call) {
    await this.#assertEnvironment(id, call, environmentConnectPermission);
    return this.#service.getKubeconfig(id, call);
  }

  async listQuotas(query: QuotaQuery, call: Call) {
    return this.#service.listQuotas(query, await this.#quotaCall(call));
  }

  async setQuotaLimit(input: QuotaLimitInput, call: Call) {
    if (!(await this.#access.allows(call.credentials, quotaUpdatePermission))) {
      throw new NotAllowedError('You may not change quota limits');
    }
    return this.#service.setQuotaLimit(input, {
      ...(await this.#quotaCall(call)),
      // Whoever may change a limit sees what they changed.
      allScopes: true,
    });
  }

  async getUsage(query: { scope?: 'mine' | 'teams' | 'all' }, call: Call) {
    const { credentials } = call;
    const environments = await this.#access.environments(credentials, [
      environmentReadPermission,
    ]);
    const requests = await this.#access.requests(credentials, [
      requestReadPermission,
    ]);
    return this.#service.getUsage(query, {
      ...call,
      visibleEnvironments: environments.criteria(environmentReadPermission),
      visibleRequests: requests.criteria(requestReadPermission),
    });
  }

  async listPauses(call: Call) {
    const access = await this.#access.environments(call.credentials, [
      environmentReadPermission,
    ]);
    if (access.criteria(environmentReadPermission) === NOTHING) {
      throw new NotAllowedError('You may not see environments');
    }
    return this.#service.listPauses(call);
  }

  async pauseOperations(input: EnginePauseInput, call: Call) {
    await this.#assertManagesFleet(call);
    return this.#service.pauseOperations(input, call);
  }

  async resumeOperations(id: string, call: Call) {
    await this.#assertManagesFleet(call);
    return this.#service.resumeOperations(id, call);
  }

  async listBreakers(call: Call) {
    if (!(await this.#access.allows(call.credentials, fleetReadPermission))) {
      throw new NotAllowedError('You may not see the fleet');
    }
    return this.#service.listBreakers(call);
  }

  async closeBreaker(place: { account: string; region: string }, call: Call) {
    await this.#assertManagesFleet(call);
    return this.#service.closeBreaker(place, call);
  }

  async listDueDeletions(query: { hours?: number }, call: Call) {
    if (!(await this.#access.allows(call.credentials, fleetReadPermission))) {
      throw new NotAllowedError('You may not see the fleet');
    }
    return this.#service.listDueDeletions(query, call);
  }

  async #assertManagesFleet({ credentials }: Call): Promise<void> {
    if (!(await this.#access.allows(credentials, fleetManagePermission))) {
      throw new NotAllowedError('You may not manage the fleet');
    }
  }

  async getFleet(call: Call) {
    const { credentials } = call;
    if (!(await this.#access.allows(credentials, fleetReadPermission))) {
      throw new NotAllowedError('You may not see the fleet');
    }
    return this.#service.getFleet({
      ...call,
      manageable: await this.#access.allows(credentials, fleetManagePermission),
    });
  }

  async lookAtFleet(call: Call) {
    await this.#assertManagesFleet(call);
    return this.#service.lookAtFleet(call);
  }

  async ignoreFinding(id: string, input: IgnoreInput, call: Call) {
    await this.#assertManagesFleet(call);
    return this.#service.ignoreFinding(id, input, call);
  }

  async reopenFinding(id: string, call: Call) {
    await this.#assertManagesFleet(call);
    return this.#service.reopenFinding(id, call);
  }

  async deleteFinding(id: string, input: DeletionInput, call: WriteCall) {
    await this.#assertManagesFleet(call);
    return this.#withOwnActions(
      await this.#service.deleteFinding(id, input, call),
      call,
    );
  }

  async importCluster(input: ImportInput, call: WriteCall) {
    await this.#assertManagesFleet(call);
    return this.#withOwnActions(
      await this.#service.importCluster(input, call),
      call,
    );
  }

  async #withOwnActions(
    environment: Environment,
    call: Call,
  ): Promise<Environment> {
    const [resource] = await this.#resources.environments([environment.id]);
    return resource
      ? this.#withEnvironmentActions(environment, resource, call)
      : environment;
  }

  async #quotaCall(call: Call) {
    const { credentials } = call;
    const access = await this.#access.environments(credentials, [
      environmentReadPermission,
    ]);
    return {
      ...call,
      allScopes: await this.#access.allows(credentials, quotaReadPermission),
      editable: await this.#access.allows(credentials, quotaUpdatePermission),
      visible: access.criteria(environmentReadPermission),
    };
  }

  async #mayUse(
    name: string,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const access = await this.#access.blueprints(credentials, [
      blueprintUsePermission,
    ]);
    return access.allows(blueprintUsePermission, { name });
  }

  /** Who asks other values for an environment must also be allowed to try it again. */
  async #assertMayAsk(
    {
      blueprint,
      version,
      environmentId,
    }: Pick<RequestInput, 'blueprint' | 'version' | 'environmentId'>,
    call: Call,
  ): Promise<void> {
    const { credentials } = call;
    const mayCreate = await this.#access.allows(
      credentials,
      environmentCreatePermission,
    );
    if (!mayCreate) {
      throw new NotAllowedError('You may not ask for environments');
    }
    if (!(await this.#mayUse(blueprint, credentials))) {
      throw unknownBlueprint(blueprint, version);
    }
    if (environmentId !== undefined) {
      await this.#assertEnvironment(
        environmentId,
        call,
        environmentDeletePermission,
      );
    }
  }

  /**
   * @throws NotFoundError for what the caller may not see
   * @throws NotAllowedError without the permission given
   */
  async #assertEnvironment(
    id: string,
    { credentials }: Call,
    permission?: ResourcePermission,
  ): Promise<EnvironmentResource> {
    const [resource] = await this.#resources.environments([id]);
    if (!resource) {
      throw unknownEnvironment(id);
    }
    await this.#assertAllowed(resource, { credentials }, permission);
    return resource;
  }

  /**
   * @throws NotFoundError for what the caller may not see
   * @throws NotAllowedError without the permission given
   */
  async #assertAllowed(
    resource: EnvironmentResource,
    { credentials }: Call,
    permission?: ResourcePermission,
  ): Promise<void> {
    const access = await this.#access.environments(credentials, [
      environmentReadPermission,
      ...(permission ? [permission] : []),
    ]);
    if (!access.allows(environmentReadPermission, resource)) {
      throw unknownEnvironment(resource.id);
    }
    if (permission && !access.allows(permission, resource)) {
      throw new NotAllowedError('You may not do this with this environment');
    }
  }

  /**
   * @throws NotFoundError for what the caller may not see
   * @throws NotAllowedError without the permission given
   */
  async #assertRequest(
    id: string,
    { credentials }: Call,
    permission?: ResourcePermission,
  ): Promise<void> {
    const [resource] = await this.#resources.requests([id]);
    const access = await this.#access.requests(credentials, requestPermissions);
    if (!resource || !access.allows(requestReadPermission, resource)) {
      throw new NotFoundError(`There is no request ${id}`);
    }
    if (permission && !access.allows(permission, resource)) {
      throw new NotAllowedError('You may not do this with this request');
    }
  }

  async #withRequestActions(
    request: EnvironmentRequest,
    { credentials }: Call,
  ): Promise<EnvironmentRequest> {
    const access = await this.#access.requests(credentials, requestPermissions);
    return {
      ...request,
      actions: request.actions.filter(({ action }) =>
        access.allows(requestPermissionOf(action), toResource(request)),
      ),
    };
  }

  async #withEnvironmentActions(
    environment: Environment,
    resource: EnvironmentResource,
    { credentials }: Call,
  ): Promise<Environment> {
    const access = await this.#access.environments(
      credentials,
      environmentPermissions,
    );
    return {
      ...(access.allows(logReadPermission, resource)
        ? environment
        : withoutRawTexts(environment)),
      actions: environment.actions.filter(({ action }) =>
        access.allows(actionPermissions[action], resource),
      ),
    };
  }
}

function unknownEnvironment(id: string): NotFoundError {
  return new NotFoundError(`There is no environment ${id}`);
}

function requestPermissionOf(
  action: AvailableAction['action'],
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
    approvers: request.plan.approval.approvers,
  };
}
